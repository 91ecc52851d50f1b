"""The rules of the house: which way imports run, where heavy libraries live, what an import costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "rag" / "training"  # never imported at run time; torch is its daily bread
ROOMS = {"index": {"index"}, "rag": {"index", "rag"}, "ui": {"index", "rag", "ui"}}
HOMES = {
    "faiss": {"index/search/faiss.py"},
    "tantivy": {"index/search/bm25.py", "index/text/words.py"},
    "openvino": {"index/encode/graph.py"},
    "sentence_transformers": {"index/encode/convert.py"},
    "transformers": {"index/encode/convert.py"},
    "torch": {"index/encode/convert.py"},
    "nncf": {"index/encode/quantise.py"},
    "sentencex": {"index/text/split.py"},
    "trafilatura": {"index/sources/formats/html/__init__.py"},
    "charset_normalizer": {"index/sources/formats/decode.py"},
    "brotli": {"index/sources/formats/unpack.py"},
    "httpcore": {"index/sources/web/connect.py"},
    "pypdf": {"index/sources/formats/pdf/plain.py"},
    "pypdfium2": {"index/sources/formats/pdf/pages.py"},
    "warcio": {"index/sources/formats/warc/captures.py"},
    "mcp": {"ui/api/mcp_server.py"},
    "httpx": {"rag/llm/connection.py"},
    "llama_index": {
        "rag/llm/models.py",
        "rag/llm/generate.py",
        "rag/llama_index.py",
        "index/llama_index.py",
    },
}
LIGHT = {"numpy"}  # may be imported when a module is
HEAVY = {
    *HOMES,
    "gradio",
    "fastapi",
    "uvicorn",
    "starlette",
    "anyio",
    "pydantic",
    "tokenizers",
    "rich",
    "filelock",
    "platformdirs",
    "idna",
    "lxml",
    "markdown_it",
}


def files() -> list[Path]:
    every = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in every if TRAINING not in path.parents)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module, node.lineno


def at_import(tree: ast.Module) -> Iterator[str]:
    """Yield what is imported when the module is: neither in a function nor for the type checker alone."""
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (name for name, _ in imports(ast.Module([node], [])))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way_and_heavy_libraries_stay_at_home(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    room = name.split("/")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for module, line in imports(tree):
        top = module.split(".")[0]
        assert top not in ROOMS or top in ROOMS[room], f"{name}:{line} imports {module}"
        assert top not in HOMES or name in HOMES[top], f"{name}:{line}: {top} lives in {HOMES[top]}"
    for module in at_import(tree):
        assert module.split(".")[0] not in HEAVY - LIGHT, f"{name} imports {module} when it is imported"


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_loads_nothing_heavy(room: str) -> None:
    code = f"import {room}, sys; print(*sorted({HEAVY!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert found.stdout.strip() == ""


def test_no_other_distribution_owns_our_packages() -> None:
    owners = packages_distributions()
    assert {room: set(owners.get(room, [])) - {"quoth"} for room in ROOMS} == {room: set() for room in ROOMS}


def test_public_names_are_sorted_and_there() -> None:
    for room in ("index", "rag"):
        module = __import__(room)
        assert list(module.__all__) == sorted(module.__all__)
        assert all(hasattr(module, name) for name in module.__all__)
