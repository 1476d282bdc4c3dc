"""A colleague writes to somebody of the half percent, by name."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from community.admin.base import colleague_of
from community.models import Member
from community.returning import refusals_in
from feedback.actions.letters import write_letter
from feedback.admin.forms import LetterForm


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    by = colleague_of(request)
    member = get_object_or_404(Member.objects.customers(), pk=pk)
    form = LetterForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            write_letter(member, by=by, **form.cleaned_data)
            sent = _("Sent. %(name)s can answer you by mail.")
            messages.success(request, sent % {"name": member.name})
            return redirect("admin:half-percent")
    heard = member.unasked.of_month(timezone.now()).count()
    page = {
        "form": form, "member": member, "heard": heard, "section": "half-percent",
    }  # fmt: skip
    return render(request, "desk/letter.html", admin.site.each_context(request) | page)
