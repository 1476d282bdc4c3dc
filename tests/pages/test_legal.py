"""Legal pages: in the footer once published, every version with its date."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from community.actions.firm import set_up_firm
from community.actions.legal import write_legal_page
from community.models import LegalPage


@pytest.fixture
def terms() -> LegalPage:
    set_up_firm(name="Nessel")
    for day, text in [(1, "Be kind."), (9, "Be kind, always.")]:
        write_legal_page(
            slug="terms",
            title="Terms",
            text=text,
            is_published=True,
            at=timezone.make_aware(datetime(2026, 5, day, 12)),  # noqa: DTZ001
        )
    return LegalPage.objects.get()


def test_the_text_in_force_stands_with_its_date(
    client: Client, terms: LegalPage
) -> None:
    page = client.get("/legal/terms/").content.decode()

    assert "Be kind, always." in page
    assert "In force since" in page
    assert "9 May 2026" in page
    assert 'href="/legal/terms/1/"' in page


def test_an_earlier_version_stays_readable(client: Client, terms: LegalPage) -> None:
    page = client.get("/legal/terms/1/").content.decode()

    assert "An earlier version" in page
    assert "Be kind." in page
    assert "always" not in page


@pytest.mark.parametrize("place", ["/legal/terms/7/", "/legal/imprint/"])
def test_what_is_not_there_is_not_found(
    client: Client, terms: LegalPage, place: str
) -> None:
    assert client.get(place).status_code == 404


def test_what_is_not_published_is_nowhere(client: Client, terms: LegalPage) -> None:
    write_legal_page(slug="terms", text="Be kind.", is_published=False)

    assert client.get("/legal/terms/").status_code == 404
    assert "/legal/terms/" not in client.get("/").content.decode()
