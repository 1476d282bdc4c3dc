"""Webhooks against a whole internet that means harm: nothing inside is ever reached."""

from tests.apart import run_apart

ISLAND = "tests.security.island"


def test_no_name_no_spelling_and_no_redirect_reaches_an_address_inside() -> None:
    report = run_apart(ISLAND)
    assert report["tried"] >= 400
    assert report["canaries"] == 0, report["inside"]
    # A receiver outside is reached, and its way inside is an answer and not a way.
    assert report["outcomes"]["307"] >= 20
    # Names that changed their mind were connected to as they were judged.
    assert report["public"] >= 40


def test_without_the_list_the_island_is_wide_open() -> None:
    """The negative control: the same program counts canaries when nothing is judged."""
    assert run_apart(ISLAND, "--open")["canaries"] > 10
