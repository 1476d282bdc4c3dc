from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.utils.text import slugify

from community.actions.limits import pass_door
from community.errors import TooOften
from community.models import Member
from community.requests import MemberRequest

MOST, LONGEST = 6, 40


@login_required
def find_people(request: MemberRequest) -> HttpResponse:
    """Who is meant by what stands behind an `@`: by how a name or its address begins."""
    try:
        pass_door("find-people", member=request.user)
    except TooOften as refusal:
        return JsonResponse({"people": [], "detail": str(refusal)}, status=429)
    begun = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    if not begun:
        return JsonResponse({"people": []})
    rows = Member.objects.visible_to(request.user).filter(_begins(begun))
    found = rows.order_by("slug").values("slug", "name")[:MOST]
    return JsonResponse({"people": list(found)})


def _begins(begun: str) -> Q:
    """An address is the name in plain letters; a name that has none is asked itself."""
    slug = slugify(begun)
    return Q(slug__startswith=slug) if slug else Q(name__istartswith=begun)
