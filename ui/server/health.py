"""``/healthz`` and ``/metrics``: whether the server is well, and what it has done so far.

``/healthz`` asks for no password and tells nothing but whether the library can be read. ``/metrics`` tells
how much is asked and held, in Prometheus's text form; where the page has a password, it has it too. The home
of prometheus_client.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from ..queue.tally import BOUNDS

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..site.site import Site

HEALTH: Final = "/healthz"
METRICS: Final = "/metrics"


def add_health_routes(app: FastAPI, site: Site) -> None:
    """Add both."""
    from fastapi.responses import PlainTextResponse, Response
    from prometheus_client import (
        CONTENT_TYPE_PLAIN_0_0_4,
        CollectorRegistry,
        ProcessCollector,
        generate_latest,
    )

    known = CollectorRegistry()
    ProcessCollector(registry=known)
    known.register(_Collected(site))

    @app.get(HEALTH, include_in_schema=False)
    def health() -> Response:
        for each in site.shelf.values():
            each.assistant.library.store.change()  # what cannot be read is answered with 503, in one line
        return PlainTextResponse("ok\n")

    @app.get(METRICS, include_in_schema=False)
    def metrics() -> Response:
        return Response(generate_latest(known), media_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Collected:
    """What the desks of a server know, as metrics of this moment; they have one line and one tally."""

    def __init__(self, site: Site) -> None:
        self._desk = site.desk
        self._sites = site.shelf

    def describe(self) -> list[Any]:
        """Return nothing: else everything would be collected once before anybody asks."""
        return []

    def collect(self) -> Iterator[Any]:
        """Yield each metric."""
        yield from self._counters()
        yield from self._gauges()
        yield self._steps()

    def _counters(self) -> Iterator[Any]:
        from prometheus_client.core import CounterMetricFamily

        tallied = self._desk.tally.counts()
        questions = CounterMetricFamily(
            "quoth_questions",
            "Questions taken in, by what they ask and how answered.",
            labels=["kind", "answer"],
        )
        for (kind, answer), number in sorted(tallied.questions.items()):
            questions.add_metric([kind, answer], number)
        yield questions
        refusals = CounterMetricFamily("quoth_refusals", "Who was told to ask later.", labels=["status"])
        for status, number in sorted(tallied.refusals.items()):
            refusals.add_metric([str(status)], number)
        yield refusals
        failures = CounterMetricFamily("quoth_failures", "Answers that failed, by error.", labels=["error"])
        for error, number in sorted(tallied.failures.items()):
            failures.add_metric([error], number)
        yield failures

    def _gauges(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        running, waiting = self._desk.line.lengths
        workers = self._desk.workers.running if self._desk.workers else []
        desks = [each.desk for each in self._sites.values()]
        held = [each.assistant.library.summary() for each in desks]
        for name, says, value in (
            ("quoth_answers_running", "Answers that are being made.", running),
            ("quoth_answers_waiting", "Answers that wait for their turn.", waiting),
            ("quoth_askers", "Who wait for an answer.", sum(each.askers for each in desks)),
            (
                "quoth_answers_kept",
                "Answers that are kept for who asks the same.",
                sum(len(each.kept) for each in desks),
            ),
            ("quoth_workers", "Processes that answer, beside that of the page.", len(workers)),
            ("quoth_workers_memory_bytes", "Memory that they hold.", sum(each.memory for each in workers)),
            ("quoth_library_articles", "Articles in the libraries.", sum(each.articles for each in held)),
            ("quoth_library_passages", "Passages in the libraries.", sum(each.passages for each in held)),
        ):
            yield GaugeMetricFamily(name, says, value)

    def _steps(self) -> Any:
        from prometheus_client.core import HistogramMetricFamily

        steps = HistogramMetricFamily(
            "quoth_step_seconds",
            "Seconds of each step: wait in the line, make the answer; the others are parts of that.",
            labels=["step"],
        )
        for name, groups, total in self._desk.tally.seconds():
            bounds = [*(str(bound) for bound in BOUNDS), "+Inf"]
            steps.add_metric([name], list(zip(bounds, accumulate(groups), strict=True)), total)
        return steps
