from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.returning import refusals_in
from feedback.actions.setup import is_set_up, set_up
from feedback.forms import SetupForm


def setup(request: HttpRequest) -> HttpResponse:
    """The first visit: only as long as nobody looks after this place."""
    if is_set_up():
        return redirect("ideas:home")
    form = SetupForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_in(form):
            login(request, set_up(**form.cleaned_data))
            messages.success(request, _("Welcome. This is what customers will see."))
            return redirect("ideas:home")
    return render(request, "feedback/setup.html", {"form": form})
