"""What seems to be said twice: side by side, folded together or told apart in one press."""

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.admin.base import colleague_of
from community.models import Member
from community.requests import row_number
from community.returning import back, refusals_told
from feedback.models import Handoff
from ideas.actions.merges import merge_idea
from ideas.actions.twins import tell_apart
from ideas.models import Twin
from ideas.models.twin import TwinQuerySet

SHOWN = 50


def show_twins(request: HttpRequest) -> HttpResponse:
    """The likest pairs; the others come up as these are judged."""
    found = list(twins_for(colleague_of(request)).for_desk()[: SHOWN + 1])
    return render(
        request,
        "desk/twins.html",
        admin.site.each_context(request)
        | {"twins": found[:SHOWN], "is_long": len(found) > SHOWN, "section": "twins"},
    )


@require_POST
def fold_twin(request: HttpRequest, pk: int) -> HttpResponse:
    """The one that is not kept goes into the other; its author reads why."""
    twin = _find(request, pk)
    keep = row_number(request.POST.get("keep", ""))
    if keep not in {twin.one_id, twin.other_id}:
        raise Http404
    pair = (twin.other, twin.one) if keep == twin.one_id else (twin.one, twin.other)
    with refusals_told(request):
        merge_idea(pair[0], into=pair[1], by=colleague_of(request))
        messages.success(
            request,
            _("Folded into “%(title)s”. Either page can take it apart again.")
            % {"title": pair[1].title},
        )
    return back(request, reverse("admin:twins"))


@require_POST
def tell_twins_apart(request: HttpRequest, pk: int) -> HttpResponse:
    tell_apart(_find(request, pk), by=colleague_of(request))
    messages.success(request, _("Not the same: they are not suggested again."))
    return back(request, reverse("admin:twins"))


def twins_for(member: Member) -> TwinQuerySet:
    """Everything for an administrator, else where one of the two came to their teams."""
    found = Twin.objects.suggested()
    if member.is_superuser:
        return found
    mine = Handoff.objects.visible_to(member)
    return found.filter(
        Exists(mine.filter(conversation__idea=OuterRef("one")))
        | Exists(mine.filter(conversation__idea=OuterRef("other")))
    )


def _find(request: HttpRequest, pk: int) -> Twin:
    found = twins_for(colleague_of(request)).for_desk()
    return get_object_or_404(found, pk=pk)
