from django.test import Client
from django.urls import reverse

from tests.pages.town import Town

PLACE = "/account/contributions/"


def test_a_member_sees_the_five_numbers_with_what_lies_behind(
    town: Town, alice: Client
) -> None:
    html = alice.get(PLACE).content.decode()

    for name, value in [("Ideas", 57), ("Backing", 61), ("Constancy", 72)]:
        assert name in html
        assert str(value) in html
    assert "wanted by 1 person" in html
    assert "1 of the last 26 weeks" in html
    assert html.count("counted as <b>3.5</b>") == 5
    assert "a person will explain" not in html


def test_a_member_leaves_the_ranking_at_once(town: Town, alice: Client) -> None:
    said = {"consents_to_contact": "on", "next": PLACE}

    page = alice.post(reverse("community:consent"), said, follow=True)

    town.alice.refresh_from_db()
    assert not town.alice.consents_to_ranking
    assert town.alice.consents_to_contact
    assert "Your five numbers" not in page.content.decode()
    assert "Count my contributions" in page.content.decode()


def test_who_is_not_counted_yet_is_told_why(town: Town, bob: Client) -> None:
    assert "did not ask us to" in bob.get(PLACE).content.decode()
