from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.actions.mail_choices import choose_notices, choose_rhythm
from community.actions.notices import read_notice, read_notices
from community.models import Notice
from community.notice_forms import NoticesForm
from community.paging import page_of
from community.requests import MemberRequest, row_number
from community.returning import back


@login_required
def notice_list(request: MemberRequest) -> HttpResponse:
    notices = Notice.objects.filter(member=request.user)
    page = page_of(notices, by="-created_at", cursor=request.GET.get("cursor", ""))
    newest = max((each.pk for each in page.rows), default=0)
    about = {"page": page, "newest": newest}
    return render(request, "community/account/notices.html", about)


@login_required
def notices_read(request: MemberRequest) -> HttpResponse:
    """One of them, or all up to one; back on the page of the list where it stood."""
    if one := row_number(request.POST.get("one", "")):
        read_notice(request.user, pk=one)
    else:
        read_notices(request.user, upto=row_number(request.POST.get("upto", "")))
    return back(request, "community:notices")


@login_required
def choices(request: MemberRequest) -> HttpResponse:
    form = NoticesForm(request.POST or None, member=request.user)
    if form.is_valid():
        choose_notices(request.user, choices=form.choices)
        choose_rhythm(request.user, **form.rhythm)
        messages.success(request, _("Saved. It holds from the next mail on."))
        return redirect("community:notice-choices")
    return render(request, "community/account/choices.html", {"form": form})
