"""How the site looks from elsewhere: one address for each page, a picture beside each
link, and a map that holds what visitors may see."""

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import caches
from django.test import Client
from PIL import Image

from community.actions.firm import set_up_firm
from community.actions.members import consent
from community.link_cards.card import Card
from community.link_cards.draw import draw
from community.link_cards.faces import SERIF, Face, NoGlyph, plain
from community.models import Board, Tally
from feedback.actions.releases import bring_out
from ideas.actions.ideas import edit_idea, hide_idea
from ideas.actions.votes import cast_vote
from tests.makers import (
    make_board,
    make_colleague,
    make_idea,
    make_member,
    make_release,
)
from tests.pages.town import Town

BASE = "https://bells.example"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(autouse=True)
def _address(settings: object) -> None:
    settings.BASE_URL = BASE  # type: ignore[attr-defined]


def head(client: Client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    metas = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html)
    found = dict(metas)
    if link := re.search(r'<link rel="canonical" href="([^"]*)"', html):
        found["canonical"] = link[1].replace("&amp;", "&")
    return found


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/?utm_source=mail&fbclid=1", "/"),
        ("/ideas/?order=new&utm_source=x", "/ideas/?order=new"),
        ("/ideas/?cursor=abc&board=&order=best", "/ideas/?order=best&cursor=abc"),
        ("/people/?cursor=abc&x=1", "/people/?cursor=abc"),
        ("/roadmap/?board=bells&ref=y", "/roadmap/?board=bells"),
        ("/how/?cursor=abc", "/how/"),
    ],
)
def test_a_page_has_one_address_without_what_tracks(
    client: Client, asked: str, meant: str
) -> None:
    set_up_firm(name="Bells")
    assert head(client, asked)["canonical"] == f"{BASE}{meant}"
    assert head(client, asked)["og:url"].replace("&amp;", "&") == f"{BASE}{meant}"


def test_what_is_searched_and_what_is_missing_has_no_address(client: Client) -> None:
    found = head(client, "/ideas/?q=lid")
    assert "canonical" not in found
    assert found["robots"] == "noindex"
    assert "canonical" not in head(client, "/no-such-page/")


def test_a_link_to_a_post_shows_its_title_its_gist_and_its_picture(
    client: Client,
) -> None:
    idea = make_idea('A "bell" & a <lid>', body="It *rings* in the morning.")
    found = head(client, idea.get_absolute_url())
    assert found["og:title"] == "A &quot;bell&quot; &amp; a &lt;lid&gt;"
    assert found["og:description"] == found["description"]
    assert found["description"] == "It rings in the morning."
    assert found["og:image"] == f"{BASE}/cards/posts/{idea.pk}.png"
    assert found["twitter:card"] == "summary_large_image"


def test_every_open_page_says_how_it_looks_elsewhere(client: Client) -> None:
    town = Town()
    release = make_release(title="The bells", notes="They *ring*.")
    bring_out(release, by=make_colleague())
    for address in [
        *("/", "/how/", "/ideas/", "/people/", "/roadmap/", "/releases/", "/learned/"),
        *(town.alice.get_absolute_url(), town.insight.get_absolute_url()),
        release.get_absolute_url(),
    ]:
        found = head(client, address)
        for name in ("og:title", "og:url", "og:image", "og:site_name", "canonical"):
            assert found[name], (address, name)
    assert head(client, release.get_absolute_url())["og:description"] == "They ring."


def picture(client: Client, address: str, **headers: str) -> Image.Image:
    answer = client.get(address, headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png"), address
    return Image.open(BytesIO(answer.content))


def test_a_post_and_the_firm_have_a_picture(client: Client) -> None:
    set_up_firm(name="Bells", tagline="They ring")
    idea = make_idea("A bell that rings")
    drawn = picture(client, f"/cards/posts/{idea.pk}.png")
    assert drawn.size == (1200, 630)
    assert drawn.tobytes() != picture(client, "/cards/firm.png").tobytes()


def test_a_picture_changes_with_what_it_shows_and_is_not_sent_twice(
    client: Client,
) -> None:
    idea = make_idea("A bell that rings")
    address = f"/cards/posts/{idea.pk}.png"
    first = client.get(address)
    known = {"If-None-Match": first["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    cast_vote(idea, voter=make_member())
    voted = client.get(address, headers=known)
    assert (voted.status_code, voted["ETag"] != first["ETag"]) == (200, True)
    edit_idea(idea, by=idea.author, title="A louder bell", body="")
    assert client.get(address)["ETag"] != voted["ETag"]


def test_what_is_kept_is_not_drawn_again(client: Client) -> None:
    address = f"/cards/posts/{make_idea().pk}.png"
    kept = [client.get(address).content for _ in range(3)]
    assert kept[0] == kept[1] == kept[2]
    assert Tally.objects.get(key__startswith="link-card:").count == 1
    caches["pictures"].clear()
    client.get(address)
    assert Tally.objects.get(key__startswith="link-card:").count == 2


def test_a_folder_that_cannot_be_written_costs_drawing_it_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(caches["pictures"], "_dir", str(tmp_path / "file" / "in it"))
    address = f"/cards/posts/{make_idea().pk}.png"
    for _ in range(2):
        assert picture(client, address)
    assert Tally.objects.get(key__startswith="link-card:").count == 2


def test_nobody_and_nothing_is_drawn_that_visitors_may_not_see(client: Client) -> None:
    shy, left = make_member(), make_member()
    inside = make_board("Inside", visibility=Board.Visibility.MEMBERS)
    secret, hidden = make_idea(board=inside), make_idea()
    hide_idea(hidden)
    shown = make_member()
    consent(shown, to_ranking=True)

    client.force_login(make_colleague())
    for idea in (secret, hidden):
        assert client.get(f"/cards/posts/{idea.pk}.png").status_code == 404
    for who in (shy, left):
        assert client.get(f"/cards/people/{who.slug}.png").status_code == 404
    assert picture(client, f"/cards/people/{shown.slug}.png")
    assert "/cards/firm.png" in head(client, secret.get_absolute_url())["og:image"]
    assert head(client, shy.get_absolute_url())["robots"] == "noindex"
    page = head(client, shown.get_absolute_url())
    assert page["og:image"].endswith(f"/cards/people/{shown.slug}.png")


@pytest.mark.parametrize(
    "title", ["שלום לכולם", "日本語のミシン", "Ring 🔔 it", "Привет"]
)
def test_what_the_fonts_cannot_write_gets_the_card_of_the_firm(
    client: Client, title: str
) -> None:
    set_up_firm(name="Bells", tagline="They ring")
    idea = make_idea(title)
    firm = picture(client, "/cards/firm.png").tobytes()
    assert picture(client, f"/cards/posts/{idea.pk}.png").tobytes() == firm
    with pytest.raises(NoGlyph):
        draw(Card(title=title))


def test_a_firm_whose_own_name_cannot_be_written_has_a_card_too(client: Client) -> None:
    set_up_firm(name="株式会社", tagline="はい")
    assert picture(client, "/cards/firm.png").size == (1200, 630)


@pytest.mark.parametrize(
    "title", ["W" * 120, "i " * 60, "Łódź and Ðorđe", "a\u0301\u200b\x07 b", "", "–“”…"]
)
def test_any_title_that_can_be_posted_is_drawn(title: str) -> None:
    assert draw(Card(firm="Bells", title=title, above=title, stage="Read"))


def test_letters_come_from_the_font_that_has_them() -> None:
    runs = Face(SERIF, 40, 500).runs(plain("A S\u0301wie\u0328ta"))
    assert "".join(run.text for run in runs) == "A Święta"
    assert len(runs) > 1


def locations(client: Client, address: str) -> set[str]:
    return {x.text for x in ET.fromstring(client.get(address).content).iter(LOC)}


def test_the_map_holds_what_visitors_may_see_and_nothing_else(client: Client) -> None:
    inside = make_board("Inside", visibility=Board.Visibility.MEMBERS)
    shown, secret, hidden = make_idea(), make_idea(board=inside), make_idea()
    hide_idea(hidden)
    consent(shown.author, to_ranking=True)
    out, draft = make_release(title="Out"), make_release(title="Draft")
    bring_out(out, by=make_colleague())

    parts = locations(client, "/sitemap.xml")
    assert all(part.startswith(f"{BASE}/sitemap-") for part in parts)
    found = {
        each for part in parts for each in locations(client, part.removeprefix(BASE))
    }

    for page in ("/", "/ideas/", "/roadmap/", "/releases/", "/learned/"):
        assert f"{BASE}{page}" in found
    for row in (shown, shown.author, out):
        assert f"{BASE}{row.get_absolute_url()}" in found
    for row in (secret, hidden, secret.author, draft):
        assert f"{BASE}{row.get_absolute_url()}" not in found


def test_many_posts_are_many_parts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("community.sitemaps.A_PART", 2)
    ideas = [make_idea() for _ in range(5)]
    parts = [p for p in locations(client, "/sitemap.xml") if "sitemap-posts" in p]
    found = [locations(client, part.removeprefix(BASE)) for part in parts]
    assert {f"{BASE}{idea.get_absolute_url()}" for idea in ideas} == set().union(*found)
    assert all(len(each) <= 2 for each in found)
    for part in ("?p=0", "?p=x", "?p=99999999"):
        assert client.get(f"/sitemap-posts.xml{part}").status_code == 404
    assert client.get("/sitemap-votes.xml").status_code == 404


def test_robots_are_told_where_to_go_and_where_not(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {BASE}/sitemap.xml" in text
    for path in ("/desk/", "/account/", "/accounts/", "/api/", "/*?*q=", "/s/"):
        assert f"Disallow: {path}\n" in text
    assert "Disallow: /\n" not in text
