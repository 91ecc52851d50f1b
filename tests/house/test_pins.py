"""Whatever is installed or imported has its pin in constraints.txt, made anew by ``make lock``."""

from packaging.utils import canonicalize_name

from tests.house.pins import NAMED_OTHERWISE, differing, imported, owners, pins


def test_what_is_installed_is_what_is_pinned() -> None:
    assert differing() == []


def test_what_is_imported_is_pinned() -> None:
    held, pinned = owners(), pins()
    for name, file in imported().items():  # what is not installed here goes by the name it is imported by
        packages = held.get(name, {NAMED_OTHERWISE.get(name, canonicalize_name(name))})
        assert not packages.isdisjoint(pinned), f"{file} imports {name}, which has no pin"
