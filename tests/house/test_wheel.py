import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_wheel_holds_all_that_is_needed_at_run_time(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("quoth-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for room in ("index", "rag", "ui"):
        wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / room).rglob("*") if path.is_file()}
        at_run_time = {name for name in wanted if "__pycache__" not in name and "rag/training/" not in name}
        assert at_run_time <= names
    assert not [name for name in names if name.startswith("rag/training")]
    assert not {name.split("/")[0] for name in names} - {"index", "rag", "ui", "quoth-0.1.0.dist-info"}
