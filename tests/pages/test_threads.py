import re

import pytest
from django.test import Client

from community.paging import page_of
from ideas import talk
from ideas.actions.comments import mark_helpful, post_comment
from ideas.models import Comment
from tests.makers import make_comment, make_idea, make_member
from tests.pages.town import Town


@pytest.fixture(autouse=True)
def _few_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "THREADS_A_PAGE", 3)


def shown(html: str) -> list[int]:
    return [int(each) for each in re.findall(r'id="comment-(\d+)"', html)]


@pytest.mark.parametrize("sort", ["helpful", "old"])
def test_every_thread_is_met_once_on_the_way_through_the_pages(
    town: Town, visitor: Client, sort: str
) -> None:
    idea = make_idea()
    said = [make_comment(idea) for _ in range(8)]
    for comment in said[3:5]:
        mark_helpful(comment, by=make_member())
    helpful = [*said[3:5], *said[:3], *said[5:]]
    met: list[int] = []

    address: str | None = f"{idea.get_absolute_url()}?sort={sort}"
    while address:
        html = visitor.get(address).content.decode()
        met += shown(html)
        more = re.search(r'href="(\?sort=\w+&amp;talk=[^#"]+)#stories"', html)
        address = more and idea.get_absolute_url() + more[1].replace("&amp;", "&")

    assert met == [each.pk for each in (helpful if sort == "helpful" else said)]


def test_a_link_to_a_far_comment_shows_its_thread(town: Town, visitor: Client) -> None:
    idea = make_idea()
    said = [make_comment(idea) for _ in range(6)]
    reply = post_comment(
        idea, author=make_member(), text="So it is.", reply_to=said[-1]
    )

    html = visitor.get(reply.get_absolute_url().partition("#")[0]).content.decode()

    assert shown(html)[:2] == [said[-1].pk, reply.pk]
    assert shown(html).count(said[0].pk) == 1


@pytest.mark.parametrize("number", ["", "-1", "x", "٣", "9" * 30, "999999"])
def test_a_link_to_no_comment_shows_the_page(
    town: Town, visitor: Client, number: str
) -> None:
    page = visitor.get(town.idea.get_absolute_url(), {"comment": number})

    assert page.status_code == 200


def test_a_cursor_of_another_order_begins_at_the_beginning(town: Town) -> None:
    comments = Comment.objects.all()
    cursor = page_of(comments, by="created_at", then="pk", size=1).cursor

    page = page_of(comments, by="-helpful_count", then="pk", cursor=cursor, size=1)

    assert page.rows == page_of(comments, by="-helpful_count", then="pk", size=1).rows
