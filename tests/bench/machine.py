"""The machine and the versions that numbers were taken with."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from .worker import ROOT

PACKAGES: Final = (
    *("openvino", "tokenizers", "faiss-cpu", "tantivy", "numpy", "nncf"),
    *("torch", "transformers", "sentence-transformers"),
    *("llama-index-core", "llama-index-embeddings-huggingface", "llama-index-vector-stores-faiss"),
)


def machine() -> dict[str, Any]:
    """Return what the numbers of this run depend on."""
    import psutil  # type: ignore[import-untyped]

    return {
        "commit": commit(),
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "bf16": has_bf16(),
        "memory_mb": psutil.virtual_memory().total // 2**20,
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": load(),
        "versions": {name: installed(name) for name in PACKAGES},
    }


def commit(checkout: Path = ROOT) -> str | None:
    """Return the commit of a checkout, with a ``+`` if its files differ from it; nothing where git is not."""
    git = ["git", "-C", str(checkout), "describe", "--always", "--abbrev=7", "--exclude=*", "--dirty=+"]
    try:
        return subprocess.run(git, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def installed(package: str) -> str | None:
    """Return the version of a package, nothing where it is absent."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def load() -> float:
    """Return how many processes wanted a core, on average over the last minute."""
    return round(os.getloadavg()[0], 2)


def has_bf16() -> bool:
    """Whether this processor computes in bf16, as OpenVINO sees it."""
    from index.encode.graph import openvino

    return "BF16" in openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def multiplies_int8() -> bool:
    """Whether this processor multiplies int8 numbers in one step, as far as Linux says."""
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True


def headline(known: dict[str, Any]) -> str:
    """Return the machine in one line."""
    bf16 = "bf16" if known["bf16"] else "no bf16 on this processor"
    return (
        f"{known['commit']}  {known['date']}  {known['processor']}, {known['cores']} cores, {bf16},"
        f" {known['memory_mb'] // 1024} GB, Python {known['python']}, load {known['load_before']}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:  # not Linux
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
