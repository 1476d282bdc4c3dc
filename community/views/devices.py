from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.actions.devices import end_device, end_other_devices
from community.requests import MemberRequest
from community.sessions import row_key_of

MOST = 50
OTHERS = "others"


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def device_list(request: MemberRequest) -> HttpResponse:
    """Where one is signed in; by sending, one of them is signed out, or all others."""
    if request.method != "POST":
        here = row_key_of(request.session)
        live = request.user.sessions.filter(expire_date__gt=timezone.now())
        rows = list(live.order_by("-last_seen_at", "pk")[:MOST])
        rows.sort(key=lambda row: row.pk != here)
        context = {"devices": rows, "here": here}
        return render(request, "community/account/devices.html", context)
    messages.success(request, _ended(request, request.POST.get("device", "")))
    return redirect("community:devices")


def _ended(request: MemberRequest, device: str) -> str:
    if device != OTHERS:
        end_device(request.user, handle=device)
        return _("Signed out there.")
    ended = end_other_devices(request.user, here=request.session)
    said = ngettext(
        "Signed out on %(count)s other device.",
        "Signed out on %(count)s other devices.",
        ended,
    )
    return said % {"count": ended}
