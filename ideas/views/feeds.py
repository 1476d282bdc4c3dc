from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import conditional_page, require_safe

from community.canonical import absolute, stable_id
from community.markdown import to_html
from community.models import Board, Member
from community.models.board import on_boards_seen_by
from community.open_pages import open_page
from community.syndication import GENERATORS, SiteFeed, sayable
from ideas.models import Answer, Idea, Release
from ideas.models.idea import LISTED
from ideas.released import for_reading, posts_of

NEWEST = 30


class Posts(SiteFeed):
    """What customers posted last; on one board, if it is about one."""

    heading = gettext_lazy("New posts")

    def get_object(self, request: HttpRequest, *_args: Any, **named: Any) -> Any:
        super().get_object(request)
        if not named.get("board"):
            return None
        return get_object_or_404(Board.objects.visible_to(None), slug=named["board"])

    def title(self, about: Board | None) -> str:
        return (
            f"{about.name}: {super().title(about)}" if about else super().title(about)
        )

    def link(self, about: Board | None) -> str:
        query = f"?board={about.slug}" if about else ""
        return absolute(f"{reverse('ideas:idea-list')}{query}")

    def items(self, about: Board | None) -> Any:
        ideas = Idea.objects.visible_to(None).listed()
        ideas = ideas.filter(board=about) if about else ideas
        rows = ideas.select_related("conversation", "author", "board")
        return rows.order_by("-created_at", "-pk")[:NEWEST]

    def item_description(self, item: Idea) -> str:
        return to_html(sayable(item.body))

    def item_guid(self, item: Idea) -> str:
        return stable_id("post", item.pk)

    def item_pubdate(self, item: Idea) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Idea) -> datetime:
        return item.edited_at or item.created_at

    def item_author_name(self, item: Idea) -> str:
        return sayable(item.author.name)

    def item_author_link(self, item: Idea) -> str:
        return page_of(item.author)

    def item_categories(self, item: Idea) -> list[str]:
        return [item.board.name, item.kind_text]


class Answers(SiteFeed):
    """What the firm decided, each with its reason and its name."""

    heading = gettext_lazy("Answers and decisions")

    def items(self, _about: None) -> Any:
        seen = on_boards_seen_by(None, path="idea__board__")
        answers = Answer.objects.filter(seen, idea__status__in=LISTED)
        rows = answers.select_related("by", "idea__conversation", "idea__board")
        return rows.order_by("-answered_at", "-pk")[:NEWEST]

    def link(self, _about: None) -> str:
        return absolute(reverse("ideas:roadmap"))

    def item_title(self, item: Answer) -> str:
        status = item.status_note or item.get_status_display()
        return sayable(f"{item.idea.title}: {status}")

    def item_description(self, item: Answer) -> str:
        return to_html(sayable(item.text))

    def item_link(self, item: Answer) -> str:
        return absolute(f"{item.idea.get_absolute_url()}#answer")

    def item_guid(self, item: Answer) -> str:
        return stable_id("answer", item.pk)

    def item_pubdate(self, item: Answer) -> datetime:
        return item.answered_at

    item_updateddate = item_pubdate

    def item_author_name(self, item: Answer) -> str:
        return sayable(item.by.name)

    def item_author_link(self, item: Answer) -> str:
        return page_of(item.by)

    def item_categories(self, item: Answer) -> list[str]:
        return [item.idea.board.name]


class Releases(SiteFeed):
    """What came out, with the posts that it began with."""

    heading = gettext_lazy("What came out")

    def items(self, _about: None) -> Any:
        releases = for_reading(Release.objects.visible_to(None), None)
        return releases.order_by("-released_at", "-pk")[:NEWEST]

    def link(self, _about: None) -> str:
        return absolute(reverse("ideas:release-list"))

    def item_description(self, item: Release) -> str:
        posts = [
            (absolute(idea.get_absolute_url()), sayable(idea.title))
            for idea in posts_of(item)
        ]
        links = format_html_join("", '<li><a href="{}">{}</a></li>', posts)
        notes = to_html(sayable(item.notes))
        if not posts:
            return notes
        return format_html("{}<p>{}</p><ul>{}</ul>", notes, _("It began with:"), links)

    def item_guid(self, item: Release) -> str:
        return stable_id("release", item.pk)

    def item_pubdate(self, item: Release) -> datetime:
        return item.released_at

    def item_updateddate(self, item: Release) -> datetime:
        return max(item.updated_at, item.released_at)

    def item_author_name(self, item: Release) -> str:
        return sayable(item.author.name)

    def item_author_link(self, item: Release) -> str:
        return page_of(item.author)

    def item_categories(self, item: Release) -> list[str]:
        return [item.board.name] if item.board else []


FEEDS = {"posts": Posts, "answers": Answers, "releases": Releases}


@require_safe
@open_page
@conditional_page
def feed(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """Raises Http404 for what there is no feed of, or not in this form."""
    if what not in FEEDS or form not in GENERATORS:
        raise Http404
    return FEEDS[what](form)(request)


@require_safe
@open_page
@conditional_page
def board_feed(request: HttpRequest, board: str, form: str) -> HttpResponse:
    if form not in GENERATORS:
        raise Http404
    return Posts(form)(request, board=board)


def page_of(member: Member) -> str:
    """Somebody's page, as far as they have one."""
    return absolute(member.get_absolute_url()) if member.has_page else ""
