from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.requests import MemberRequest
from community.returning import is_htmx
from ideas.models import Held


def waits(request: MemberRequest, held: Held) -> HttpResponse:
    """To one's own page, where it stands until somebody looked; the draft may go."""
    text = _("Received. Somebody looks at it before it is posted. %(why)s")
    messages.info(request, text % {"why": held.why})
    place = request.user.get_absolute_url()
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": place, "HX-Trigger": "posted"})
    return redirect(place)
