"""The measure of recognised pages: what counts as right, and that the pages differ."""

from tests.bench.recognise import WAYS, edits, right, scans, table


def test_edits_are_counted_as_levenshtein_does() -> None:
    assert edits("kitten", "sitting") == 3
    assert edits("", "abc") == edits("abc", "") == 3
    assert edits("a lock", "a lock") == 0


def test_white_space_and_a_hyphen_at_the_end_of_a_line_are_no_errors() -> None:
    assert right("the northern lock", "the nor-\nthern\n lock") == 1.0
    assert right("abcd", "abxd") == 0.75
    assert right("ab", "x" * 9) == 0.0


def test_every_text_is_drawn_in_every_way() -> None:
    found = [scan for scan in scans() if scan.language == "pl"]
    assert [scan.how for scan in found] == list(WAYS)
    assert len({scan.image.tobytes() for scan in found}) == len(WAYS)


def test_the_table_has_a_row_for_each_way() -> None:
    rows = table({"clean": {"Quoth": [(1.0, 2.0), (0.5, 4.0)]}}).splitlines()
    assert rows[-1] == "| clean | 0.7500 | 3.0 |"
