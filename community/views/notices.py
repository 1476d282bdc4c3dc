from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.actions.notices import choose_notices, read_notices
from community.forms import NoticesForm
from community.models import Notice
from community.paging import page_of
from community.requests import MemberRequest, row_number


@login_required
def notice_list(request: MemberRequest) -> HttpResponse:
    notices = Notice.objects.filter(member=request.user)
    page = page_of(notices, by="-created_at", cursor=request.GET.get("cursor", ""))
    newest = max((each.pk for each in page.rows), default=0)
    about = {"page": page, "newest": newest}
    return render(request, "community/account/notices.html", about)


@login_required
def notices_read(request: MemberRequest) -> HttpResponse:
    read_notices(request.user, upto=row_number(request.POST.get("upto", "")))
    return redirect("community:notices")


@login_required
def choices(request: MemberRequest) -> HttpResponse:
    form = NoticesForm(request.POST or None, member=request.user)
    if form.is_valid():
        choose_notices(request.user, choices=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("community:notice-choices")
    return render(request, "community/account/choices.html", {"form": form})
