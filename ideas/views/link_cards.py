"""The pictures beside links to a post and to a person: only what visitors may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from community.context import firm_of
from community.journey import states
from community.link_cards import picture
from community.link_cards.card import Card
from community.models import Member, Stage
from community.templatetags.hearth import TINTS, initials
from ideas.models import Idea
from ideas.models.idea import Status


@require_safe
def card_of_idea(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Idea.objects.visible_to(None).select_related("conversation", "board")
    idea = get_object_or_404(seen, pk=pk)
    votes = idea.vote_count
    card = Card(
        firm=firm_of(request).name,
        title=idea.title,
        above=f"{idea.board.name} · {idea.kind_text}",
        number=str(votes) if votes else "",
        counted=ngettext("person wants this", "people want this", votes)
        if votes
        else "",
        stage=_stage(idea),
        stops=tuple(states(idea.conversation)),
    )
    return picture(request, card)


@require_safe
def card_of_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Of those who agreed to be counted: nobody else is drawn."""
    agreed = Member.objects.visible_to(None).filter(consents_to_ranking=True)
    person = get_object_or_404(agreed, slug=slug)
    posts = Idea.objects.visible_to(None).listed().filter(author=person)
    many, true = posts.count(), posts.filter(status=Status.SHIPPED).count()
    card = Card(
        firm=firm_of(request).name,
        title=person.name,
        above=person.about,
        number=str(many) if many else "",
        counted=_came_true(many, true) if many else "",
        initials=initials(person),
        tint=person.pk % TINTS,
    )
    return picture(request, card)


def _stage(idea: Idea) -> str:
    """In one word or two: the status once decided, else how far it was carried."""
    if idea.status != Status.OPEN:
        return idea.status_text
    reached = [
        label
        for stage, label in Stage.Name.choices
        if getattr(idea.conversation, f"{stage}_at") is not None
    ]
    return str(reached[-1]) if reached else ""


def _came_true(many: int, true: int) -> str:
    posts = ngettext("post", "posts", many)
    if not true:
        return posts
    return _("%(posts)s, %(true)s came true") % {"posts": posts, "true": true}
