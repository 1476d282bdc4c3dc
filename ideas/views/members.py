from django.contrib.auth.decorators import login_required
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from community.models import Contribution, Member, Standing
from community.models.member import MemberQuerySet
from community.open_pages import open_page
from community.paging import page_of
from community.requests import MemberRequest, viewer_of
from ideas.behind import credits_of, strands
from ideas.models import Held, Idea


@open_page
def people(request: HttpRequest) -> HttpResponse:
    """Co-creators with the work they changed, the latest first: never a ranking."""
    viewer = viewer_of(request)
    cursor = request.GET.get("cursor", "")
    page = page_of(_co_creators(viewer), by="-credited_at", cursor=cursor, size=24)
    credits = credits_of(page.rows, viewer)
    shown = [(each, credits[each.pk]) for each in page.rows]
    return render(request, "ideas/people.html", {"people": shown, "page": page})


@open_page
def member(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = viewer_of(request)
    person = get_object_or_404(Member.objects.visible_to(viewer), slug=slug)
    ideas = Idea.objects.visible_to(viewer).filter(author=person).for_list(viewer)
    page = page_of(ideas, by="-created_at", cursor=request.GET.get("cursor", ""))
    credits = credits_of([person], viewer, each=12)[person.pk]
    about = {"person": person, "page": page, "credits": credits}
    if viewer == person:
        about["held"] = person.held.exclude(state=Held.State.APPROVED).select_related(
            "ruling"
        )[:10]
    return render(request, "ideas/member.html", about)


@login_required
def standing(request: MemberRequest) -> HttpResponse:
    counted = Standing.objects.current().filter(member=request.user)
    found = counted.select_related("run").first()
    is_counted = found is not None and request.user.consents_to_ranking
    page = {
        "standing": found if is_counted else None,
        "strands": strands(found) if found and is_counted else [],
        "posts": _posts_of(request.user),
    }
    return render(request, "ideas/standing.html", page)


def _posts_of(author: Member) -> object:
    mine = Idea.objects.visible_to(author).filter(author=author)
    return mine.for_list(author).order_by("-updated_at", "-pk")[:4]


def _co_creators(viewer: Member | None) -> MemberQuerySet:
    changed = Q(
        contributions__kind__in=[Contribution.Kind.TAUGHT, Contribution.Kind.ADOPTED],
        contributions__revoked_at=None,
    )
    if viewer is None:
        changed &= ~Q(contributions__board__visibility="members")
    found: MemberQuerySet = Member.objects.all()
    return (
        found.rankable()
        .annotate(credited_at=Max("contributions__occurred_at", filter=changed))
        .filter(credited_at__isnull=False)
    )
