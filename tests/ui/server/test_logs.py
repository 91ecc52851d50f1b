"""The log of a server stays short."""

import logging

from ui.server.logs import EACH, MINUTE, Repeats


def record(line: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("asyncio", logging.ERROR, "events.py", 7, line, values, None)


def test_what_is_said_over_and_over_is_said_a_few_times_and_then_counted() -> None:
    now = [0.0]
    repeats = Repeats(lambda: now[0])
    passed = [repeats.filter(record("no descriptor is free (%d)", number)) for number in range(1000)]
    assert sum(passed) == EACH
    assert repeats.filter(record("something else"))
    now[0] = MINUTE
    later = record("no descriptor is free (%d)", 1000)
    assert repeats.filter(later)
    assert later.getMessage() == "no descriptor is free (1000) (995 more like this were left out)"
