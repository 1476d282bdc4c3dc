from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.requests import MemberRequest
from community.returning import refusals_in
from feedback.actions.doubts import raise_doubt
from feedback.forms import DoubtForm


@login_required
def doubt(request: MemberRequest) -> HttpResponse:
    """“Something looks wrong”: asked beside the numbers, or on a page of its own."""
    form = DoubtForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            raise_doubt(request.user, **form.cleaned_data)
            said = _("Received. You will see here and by mail who reads it.")
            messages.success(request, said)
            return redirect("ideas:standing")
    return render(request, "feedback/doubt.html", {"form": form})
