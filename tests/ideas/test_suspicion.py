"""What a text says and where its links lead, whatever dress it comes in."""

import pytest

from ideas.suspicion import hosts_in, leads_away, leads_to, plain, says, without


@pytest.mark.parametrize(
    "text",
    [
        "Cheap pills",
        "CHEAP   PILLS!",
        "ch\u00e9ap p\u00eells",
        "che\u200bap pills",
        "(cheap\npills)",
    ],
)
def test_words_are_found_in_any_dress(text: str) -> None:
    assert says(text, "cheap pills")


@pytest.mark.parametrize("text", ["spare parts", "spaß", "a-spa-b?no", "despair"])
def test_words_are_whole_words(text: str) -> None:
    assert says(text, "spa") is (text == "a-spa-b?no")


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("see https://Shop.Example.com/a?b", {"shop.example.com"}),
        ("[here](http://a.example) and www.b.example.", {"a.example", "www.b.example"}),
        ("http://user:pw@evil.example:8080/x", {"evil.example"}),
        ("version 2.0 of example.com", set()),
        ("https://", set()),
    ],
)
def test_links_are_found_with_where_they_lead(text: str, hosts: set[str]) -> None:
    assert hosts_in(text) == hosts


def test_a_domain_counts_with_what_is_below_it() -> None:
    assert leads_to("https://cheap.pills.example/x", "pills.example")
    assert leads_to("https://pills.example.", "pills.example")
    assert not leads_to("https://notpills.example/x", "pills.example")
    assert not leads_to("https://pills.example.org/x", "pills.example")


def test_a_link_to_this_site_leads_nowhere_else() -> None:
    assert not leads_away("https://ideas.firm.example/ideas/7/", {"ideas.firm.example"})
    assert leads_away("https://elsewhere.example", {"ideas.firm.example"})


def test_what_was_known_is_left_out() -> None:
    assert without("see https://a.example now", ["https://a.example"]) == "see  now"
    assert plain(" A\n B ") == "a b"
