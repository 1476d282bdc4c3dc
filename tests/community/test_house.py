"""The firm's own house: its colours, its footer, its legal pages with their versions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.actions.firm import set_up_firm
from community.actions.legal import write_legal_page
from community.errors import HardToRead, NothingSaid
from community.footers import Line, read_lines
from community.markdown import house_html
from community.models import Firm, LegalPage


def test_a_colour_nobody_could_read_is_refused_with_the_nearest_that_can_be() -> None:
    with pytest.raises(HardToRead) as refusal:
        set_up_firm(name="Nessel", accent="#3584e4")
    assert "#3584e4 has 3.2:1" in str(refusal.value)
    nearest = str(refusal.value).rstrip(".").rsplit(" ", 1)[-1]
    set_up_firm(name="Nessel", accent=nearest)

    assert Firm.current().accent == nearest


def test_one_colour_is_enough() -> None:
    assert Firm.current().accents is None
    light, dark = set_up_firm(name="Nessel", accent="#1d4a9e").accents or ("", "")

    assert light == "#1d4a9e"
    assert dark not in {"", light}


def test_a_firm_comes_with_its_published_pages_in_one_query(
    django_assert_num_queries,
) -> None:
    set_up_firm(name="Nessel")
    write_legal_page(slug="terms", title="Terms", text="Be kind.", is_published=True)
    write_legal_page(slug="later", title="Later", text="Not yet.")

    with django_assert_num_queries(1):
        firm = Firm.current()
        assert firm.legal_pages == [{"title": "Terms", "slug": "terms"}]
        assert firm.logo is None


def test_another_text_is_another_version_and_the_same_is_none() -> None:
    now = timezone.now()
    write_legal_page(slug="terms", title="Terms", text="One.", at=now)
    write_legal_page(slug="terms", title="Terms", text="One.\n")
    write_legal_page(
        slug="terms", title="Our terms", text="Two.", at=now + timedelta(days=1)
    )

    page = LegalPage.objects.get()
    assert page.title == "Our terms"
    assert [(each.number, each.text) for each in page.versions.all()] == [
        (2, "Two."),
        (1, "One."),
    ]


def test_a_legal_page_needs_a_text() -> None:
    with pytest.raises(NothingSaid):
        write_legal_page(slug="terms", title="Terms", text=" \n")
    assert not LegalPage.objects.exists()


def test_lines_of_the_footer_are_words_or_links() -> None:
    assert read_lines("Nessel GmbH\n\n Shop | https://shop.example.com ") == [
        Line("Nessel GmbH"),
        Line("Shop", "https://shop.example.com"),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//elsewhere.example",
        "data:text/html,x",
        "shop",
        "https://",
    ],
)
def test_a_link_that_leads_nowhere_good_is_not_sound(url: str) -> None:
    assert not Line("Shop", url).is_sound


@pytest.mark.parametrize(
    "url", ["", "/legal/terms/", "https://a.example/b?c=d", "mailto:a@b.example"]
)
def test_a_link_to_a_page_or_a_mailbox_is(url: str) -> None:
    assert Line("Shop", url).is_sound


def test_the_house_may_write_headings_below_the_page_s_own() -> None:
    html = house_html("# One\n\n## Two\n\n<b onclick=x>raw</b> [a](javascript:x)")

    assert "<h2>One</h2>" in html
    assert "<h3>Two</h3>" in html
    assert "<b" not in html
    assert 'href="javascript' not in html
