"""The rules of the house: which way imports run, where heavy libraries live, what an import costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest

from index import Library

ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "rag" / "training"  # never imported at run time; torch is its daily bread
ROOMS = {"index": {"index"}, "rag": {"index", "rag"}, "ui": {"index", "rag", "ui"}}
HOMES = {
    "faiss": {"index/search/faiss.py"},
    "tantivy": {"index/search/bm25.py", "index/search/queries.py", "index/text/words.py"},
    "fsspec": {"index/search/place.py"},
    "ray": {"index/ingest/spread.py"},
    "pymilvus": {"index/search/milvus_connection.py"},
    "grpc": {"index/search/milvus_connection.py"},
    "icu4py": {"index/text/segment.py"},
    "regex": {"index/text/scripts.py"},
    "openvino": {"index/encode/graph.py"},
    "sentence_transformers": {"index/encode/convert.py"},
    "transformers": {"index/encode/convert.py"},
    "torch": {"index/encode/convert.py"},
    "nncf": {"index/encode/quantise.py"},
    "sentencex": {"index/text/split.py"},
    "trafilatura": {"index/sources/formats/html/article.py"},
    "chardet": {"index/sources/charset.py"},
    "brotli": {"index/sources/formats/unpack.py"},
    "httpcore": {"index/sources/web/connection.py", "rag/llm/unix_socket.py"},
    "pypdf": {"index/sources/formats/pdf/pages.py"},
    "pypdfium2": {"index/sources/formats/pdf/pages.py"},
    "rapidocr": {"index/sources/formats/pdf/recognise.py"},
    "warcio": {"index/sources/formats/warc.py"},
    "watchfiles": {"index/ingest/watching/events.py"},
    "mcp": {"ui/api/mcp_server.py"},
    "prometheus_client": {"ui/server/health.py"},
    "jinja2": {"ui/render/templates.py"},
    "markupsafe": {"ui/render/templates.py"},
    "psycopg": {"index/store/postgres/connections.py"},
    "httpx": {"rag/llm/connection.py"},
    "xllamacpp": {"rag/llm/local_child.py"},
    "llama_index": {
        "rag/llm/models.py",
        "rag/llm/reply.py",
        "rag/llama_index.py",
        "index/llama_index.py",
    },
}
# Imports between rooms that close a cycle today. Whoever mends one takes it out; none is added.
CYCLES: dict[str, set[str]] = {
    "index": set(),
    "rag": set(),
    "ui": set(),
    "index/sources": set(),
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
SERVING = {"anyio", "fastapi", "pydantic", "starlette"}  # ui/api is imported when a server is built


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
    light = LIGHT | SERVING if name.startswith("ui/api/") else LIGHT
    for module in at_import(tree):
        assert module.split(".")[0] not in HEAVY - light, f"{name} imports {module} when it is imported"


def at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a module, less those that only the type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from at_run_time(node)


def imported_paths(path: Path) -> Iterator[tuple[Path, int]]:
    """Yield each module of ours that a file imports, as its path without a suffix, and the line."""
    for node in at_run_time(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((ROOT.joinpath(*name.name.split(".")), node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = path.parents[node.level - 1] if node.level else ROOT
            home = home.joinpath(*(node.module or "").split("."))
            for name in node.names:
                inner = home / name.name
                yield inner if inner.is_dir() or inner.with_suffix(".py").is_file() else home, node.lineno


def rooms_of(package: str) -> dict[tuple[str, str], str]:
    """Return which room of a package imports which, each with the first place that does.

    A room is a folder right below the package, or a module there; the package itself is ``__init__``.
    """
    top = ROOT / package
    found: dict[tuple[str, str], str] = {}
    for path in (path for path in files() if top in path.parents):
        here = path.relative_to(top).with_suffix("").parts[0]
        for target, line in imported_paths(path):
            if target == top or top in target.parents:
                there = target.relative_to(top).parts[0] if target != top else "__init__"
                if here != there:
                    found.setdefault((here, there), f"{path.relative_to(ROOT).as_posix()}:{line}")
    return found


def cycle_in(edges: dict[tuple[str, str], str]) -> str:
    """Return the imports that close a cycle, as ``a -> b (file:line)``; empty when there is none."""
    sorter = TopologicalSorter[str]()
    for here, there in edges:
        sorter.add(there, here)
    try:
        sorter.prepare()
    except CycleError as problem:
        rooms = problem.args[1]
        return ", ".join(f"{a} -> {b} ({edges[a, b]})" for a, b in pairwise(rooms))
    return ""


@pytest.mark.parametrize("package", CYCLES)
def test_rooms_import_each_other_one_way(package: str) -> None:
    edges = rooms_of(package)
    known = {tuple(one.split(" -> ")) for one in CYCLES[package]}
    open_ = {edge: place for edge, place in edges.items() if edge not in known}
    assert cycle_in(open_) == ""
    for one in sorted(CYCLES[package]):
        edge = tuple(one.split(" -> "))
        mended = f"{package}: no cycle goes through {one} any more; take it out of CYCLES"
        assert edge in edges, mended
        assert cycle_in({**open_, edge: edges[edge]}), mended


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_loads_nothing_heavy(room: str) -> None:
    code = f"import {room}, sys; print(*sorted({HEAVY!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert found.stdout.strip() == ""


ASKED = """
import sys
from pathlib import Path
from rag import Assistant
from index import Library
assistant = Assistant(Library.open(Path(sys.argv[1])))
assert assistant.ask("Why was India exempted from CAATSA?").answered
assert assistant.ask("and what did Washington get?", history=[assistant.ask("Who bought the S-400?")]).text
print(*sorted(name for name in sys.modules if name.startswith("rag.")))
"""


@pytest.fixture(scope="module")
def asked(sample_library: Library) -> set[str]:
    """The modules of ``rag`` that questions without a model import."""
    command = [sys.executable, "-c", ASKED, str(sample_library.folder)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())


@pytest.mark.parametrize("room", ["llm", "written", "check"])
def test_a_question_without_a_model_imports_nothing_of_models(asked: set[str], room: str) -> None:
    assert not [name for name in asked if f"{name}.".startswith(f"rag.{room}.")]


def loaded_by(*arguments: str) -> set[str]:
    """Return which packages a command loads."""
    code = (
        "import sys; from ui.command.command import main; assert main(sys.argv[1:]) == 0\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-c", code, *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(found.stdout.splitlines()[-1].split())


def test_a_command_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    where = ("--library", str(tmp_path / "library"))
    (tmp_path / "story.txt").write_text("The two countries signed a treaty on trade in 2018.")
    assert not loaded_by("add", str(tmp_path / "story.txt"), *where) & {"rag", "gradio", *SERVING}
    assert not loaded_by("list", *where) & {"rag", "gradio", "filelock", *SERVING}
    asked = loaded_by("ask", "What was signed?", *where)
    assert "rag" in asked
    assert not asked & {"gradio", "mcp", *SERVING}


def test_no_other_distribution_owns_our_packages() -> None:
    owners = packages_distributions()
    assert {room: set(owners.get(room, [])) - {"quoth"} for room in ROOMS} == {room: set() for room in ROOMS}


def test_public_names_are_sorted_and_there() -> None:
    for room in ("index", "rag"):
        module = __import__(room)
        assert list(module.__all__) == sorted(module.__all__)
        assert all(hasattr(module, name) for name in module.__all__)
