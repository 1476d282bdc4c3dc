"""Who may do what: each operation there is, for everybody, is what the tables say.

The tables are `tests/security/matrix/*.txt`: `see` it, `do` it (rows are written), `go`
(led on, nothing written), `in` (asked to sign in), `key` (asked for one), `refused`
(understood, and not done), `no`. An operation that no row names fails.
"""

from collections.abc import Callable, Iterator

import pytest
from django.template.base import Template
from django.utils.safestring import SafeString
from rest_framework.test import APIClient

from tests.security.matrix import operations
from tests.security.matrix.judging import api_outcome, drawn, outcome, table
from tests.security.matrix.operations import Operation
from tests.security.matrix.world import KEYS, PEOPLE, SECRETS, World

Listing = Callable[[World], Iterator[Operation]]
Judge = Callable[[World, Operation, str], str]
TABLES: dict[str, tuple[Listing, Judge, list[str]]] = {
    "pages": (operations.pages, outcome, PEOPLE),
    "desk": (operations.desk, outcome, PEOPLE),
    "api": (operations.api, api_outcome, KEYS),
}
PARTS = 3


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", TABLES)
def test_each_cell_is_as_declared(
    name: str, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, judge, everybody = TABLES[name]
    world, wanted = World(), table(name)
    doors = [each for each in listed(world) if each.title in wanted][part::PARTS]
    # Who may is decided before anything is drawn, and drawing is most of the time.
    monkeypatch.setattr(Template, "render", lambda *_context: SafeString(""))
    found = {
        each.title: {who: judge(world, each, who) for who in everybody}
        for each in doors
    }
    wrong = {title: row for title, row in found.items() if row != wanted[title]}
    assert found
    assert not wrong, f"Wrong cells:\n{drawn(wrong)}"


@pytest.mark.parametrize("name", TABLES)
def test_the_table_names_every_operation_and_no_other(name: str) -> None:
    there_are = {each.title for each in TABLES[name][0](World())}
    assert there_are == table(name).keys()


def test_the_schema_hides_no_address_of_the_api() -> None:
    listed = {each.url for each in operations.api(World())}
    names = {name for name, _pattern in operations.addresses() if "api:" in name}
    assert len(names) == 13
    assert len(listed) >= len(names - operations.READ_IT)


def test_no_form_is_accepted_without_its_token() -> None:
    """Whatever writes for an administrator writes nothing when another site asks."""
    world = World()
    client = world.client("admin", checks_csrf=True)
    for each in [*operations.pages(world), *operations.desk(world)]:
        if each.method == "POST":
            answer = client.post(each.url, each.data)
            assert answer.status_code in {403, 405}, each.title


WORDS = {
    "visitor": set(), "left": set(), "suspended": set(), "pull": set(), "none": set(),
    "member": {"members"}, "author": {"members"}, "read": {"members"},
    "post": set(), "people": set(), "measures": set(),
    "convers": {"members", "ticket"}, "integr": {"members", "ticket"},
}  # fmt: skip


@pytest.mark.parametrize("who", ["visitor", "left", "suspended", "member", "author"])
def test_no_page_lets_out_what_is_not_for_them(who: str) -> None:
    """Titles, words and addresses: searched for in every page that they can open."""
    world = World()
    addresses = {m.email for m in world.people.values()} | {world.town.bob.email}
    searched = [f"/ideas/?order=new&q={word[:8]}" for word in SECRETS.values()]
    pages = [each.url for each in operations.pages(world) if each.method == "GET"]
    for url in [*pages, *searched]:
        text = world.client(who).get(url).content.decode(errors="replace")
        for kind, word in SECRETS.items():
            assert kind in WORDS[who] or word not in text, f"{kind} at {url}"
        for address in addresses - {getattr(world.people.get(who), "email", "")}:
            assert not address or address not in text, f"{address} at {url}"


@pytest.mark.parametrize("who", ["pull", "read", "post", "people", "convers", "integr"])
def test_no_key_lets_out_what_is_not_for_it(who: str) -> None:
    world = World()
    for each in operations.api(world):
        if each.method != "GET":
            continue
        text = APIClient().get(each.url, **world.header(who)).content.decode()
        for kind, word in SECRETS.items():
            assert kind in WORDS[who] or word not in text, f"{kind} at {each.url}"
        assert "@example.com" not in text, each.url
