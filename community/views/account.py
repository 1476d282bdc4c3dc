from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.actions import members
from community.actions.limits import pass_door
from community.everything import everything_about
from community.forms import ConsentForm, LeaveForm, ProfileForm
from community.models import Member
from community.requests import MemberRequest
from community.returning import back, refusals_in


@login_required
def profile(request: MemberRequest) -> HttpResponse:
    """The form works on a copy, so that a refused name is not shown as the member's."""
    form = ProfileForm(request.POST or None, instance=_copy_of(request.user))
    if form.is_valid():
        with refusals_in(form):
            members.change_profile(request.user, changes=form.cleaned_data)
            messages.success(request, _("Saved. This is how others read you now."))
            return redirect("community:profile")
    return render(request, "community/account/profile.html", {"form": form})


@login_required
def consent(request: MemberRequest) -> HttpResponse:
    form = ConsentForm(request.POST or None, instance=_copy_of(request.user))
    if request.method == "POST" and form.is_valid():
        members.consent(
            request.user,
            to_ranking=form.cleaned_data["consents_to_ranking"],
            to_contact=form.cleaned_data["consents_to_contact"],
        )
        messages.success(request, _("Saved. It holds from now on."))
        return back(request, request.path)
    return render(request, "community/account/consent.html", {"form": form})


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
@never_cache
def everything(request: MemberRequest) -> HttpResponse:
    """A page that offers it, and the file."""
    if request.method != "POST":
        return render(request, "community/account/everything.html")
    pass_door("everything", member=request.user)
    name = f"everything-about-{request.user.slug}.json"
    return JsonResponse(
        everything_about(request.user),
        json_dumps_params={"indent": 1, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@reauthentication_required
def leave(request: MemberRequest) -> HttpResponse:
    form = LeaveForm(request.POST or None, member=request.user)
    if form.is_valid():
        with refusals_in(form):
            members.leave(request.user, words=form.cleaned_data["words"])
            logout(request)
            thanks = _("You have left. Thank you for what you said here.")
            messages.success(request, thanks)
            return redirect("ideas:home")
    return render(request, "community/account/leave.html", {"form": form})


def _copy_of(member: Member) -> Member:
    return Member.objects.get(pk=member.pk)
