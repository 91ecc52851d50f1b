"""Who comes in, and who may change the library."""

from pathlib import Path

import pytest

from ui.site.access import NOBODY, access_of


@pytest.mark.parametrize("auth", ["", "ann", "ann:", ":secret"])
def test_a_password_needs_a_name_and_the_other_way_round(auth: str) -> None:
    with pytest.raises(ValueError, match="USER:PASSWORD"):
        access_of("127.0.0.1", auth=[auth])


def test_each_user_has_an_own_password() -> None:
    access = access_of("127.0.0.1", auth=["ann:one:two", "bob:three"])
    assert access.knows("ann", "one:two")
    assert not access.knows("ann", "three")
    assert not access.knows("eve", "")
    assert "three" not in repr(access)
    with pytest.raises(ValueError, match="'ann' twice"):
        access_of("127.0.0.1", auth=["ann:1", "ann:2"])


def test_the_one_person_at_this_machine_may_do_everything() -> None:
    access = access_of("127.0.0.1")
    assert access.is_open
    assert access.may_change(NOBODY)
    assert access.may_add_folder(NOBODY, Path("/anywhere"))


def test_a_server_for_others_without_passwords_is_read_only() -> None:
    assert not access_of("0.0.0.0").may_change(NOBODY)
    assert access_of("0.0.0.0", auth=["ann:secret"]).may_change("ann")
    assert access_of("0.0.0.0", user_header="X-User").may_change("ann")
    assert not access_of("127.0.0.1", read_only=True).may_change(NOBODY)


def test_only_editors_change_the_library_where_some_are_named() -> None:
    access = access_of("127.0.0.1", auth=["ann:1", "bob:2"], editors=["ann"])
    assert [access.may_change(user) for user in ("ann", "bob", "eve", NOBODY)] == [True, False, False, False]
    with pytest.raises(ValueError, match="'eve' has no account"):
        access_of("127.0.0.1", auth=["ann:1"], editors=["eve"])


def test_folders_are_added_only_from_where_it_is_allowed(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    access = access_of("127.0.0.1", auth=["ann:1"], folders=[str(news)])
    assert access.may_add_folder("ann", news / "2018")
    for folder in (tmp_path, news / ".." / "mail", Path("/")):
        assert not access.may_add_folder("ann", folder)
    assert not access_of("127.0.0.1", auth=["ann:1"]).may_add_folder("ann", news)


def test_users_are_named_in_one_way_only() -> None:
    with pytest.raises(ValueError, match="not both"):
        access_of("127.0.0.1", auth=["ann:1"], user_header="X-User")


@pytest.mark.parametrize(
    "given",
    ["quoth.example.org", "QUOTH.example.org.", "https://quoth.example.org/", "quoth.example.org:8443"],
)
def test_a_proxy_is_known_by_its_host_name_however_that_is_written(given: str) -> None:
    assert access_of("127.0.0.1", public=[given]).public == ("quoth.example.org",)


@pytest.mark.parametrize("given", ["", "https://", "quoth example", "[::1", ":80"])
def test_what_is_no_host_name_is_refused_before_the_server_starts(given: str) -> None:
    with pytest.raises(ValueError, match="is no host name; give one such as"):
        access_of("127.0.0.1", public=[given])
