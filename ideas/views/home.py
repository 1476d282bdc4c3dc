from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from community.models import Firm, Member
from community.open_pages import open_page
from community.requests import viewer_of
from ideas.in_numbers import in_numbers
from ideas.models import Idea
from ideas.models.idea import Status


@open_page
def home(request: HttpRequest) -> HttpResponse:
    if not _is_set_up():
        return redirect(settings.FIRST_VISIT)
    viewer = viewer_of(request)
    ideas = Idea.objects.visible_to(viewer).listed().for_list(viewer)
    told = ideas.filter(conversation__told_at__isnull=False)
    page = {
        "proof": told.order_by("-conversation__told_at").first(),
        "trending": ideas.order_by("-trending", "-pk")[:5],
        "newest": ideas.order_by("-created_at", "-pk")[:4],
        "shipped": ideas.filter(status=Status.SHIPPED).order_by("-updated_at")[:4],
        "kinds": Idea.Kind.choices,
    }
    return render(request, "ideas/home.html", page)


@open_page
def how(request: HttpRequest) -> HttpResponse:
    return render(request, "ideas/how.html", in_numbers())


def _is_set_up() -> bool:
    return Firm.objects.exists() or Member.objects.filter(is_superuser=True).exists()
