"""The half percent with its evidence, and the list of who is a customer."""

import io
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.actions import stash
from community.actions.limits import pass_door
from community.actions.vouching import Listed, load_customers
from community.admin.base import colleague_of, is_administrator
from community.csv_files import Problem
from community.customer_lists import read_customers
from community.errors import NotAllowed
from community.models import Contribution, Customer, Member, Standing, StandingRun
from feedback.admin.forms import CustomerListForm

# With fewer, trust cannot be seeded: scoring counts every member alike.
FEW = 20
SHOWN = 50
A_PAGE = 25


def show_half_percent(request: HttpRequest) -> HttpResponse:
    """Who carries the firm's future, by which door, and on what evidence."""
    colleague_of(request)
    run = StandingRun.objects.filter(is_current=True).first()
    inside = Standing.objects.current().half_percent()
    whole = inside.select_related("member__account_owner")
    page = Paginator(whole, A_PAGE).get_page(request.GET.get("page"))
    behind = _behind([each.member_id for each in page])
    return render(
        request,
        "desk/half_percent.html",
        admin.site.each_context(request)
        | {
            "section": "half-percent",
            "run": run,
            "people": [(each, behind.get(each.member_id, [])) for each in page],
            "page": page,
            "is_cold": is_cold(),
        },
    )


def load_customer_list(request: HttpRequest) -> HttpResponse:
    """Look at a list first; load what was looked at. All lines or none."""
    if not is_administrator(request):
        raise NotAllowed(_("Only an administrator loads the customer list."))
    if request.FILES:
        pass_door("upload", member=colleague_of(request))
    form = CustomerListForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if form.is_valid():
        text = _text(form, by=colleague_of(request))
        if text is None:
            form.add_error(None, _("It was looked at too long ago: choose it again."))
        else:
            lines, problems = _read(text)
            if "load" in request.POST and not problems:
                return _load(request, lines, token=form.cleaned_data["token"])
            shown = _shown(request, text, lines, problems)
    return render(
        request,
        "desk/customer_list.html",
        admin.site.each_context(request)
        | {"form": form, "is_cold": is_cold(), "listed": Customer.objects.count()}
        | shown,
        status=422 if shown.get("problems") or form.errors else 200,
    )


def is_cold() -> bool:
    return Member.objects.verified().filter(is_staff=False)[:FEW].count() < FEW


def _load(request: HttpRequest, lines: Iterable[Listed], *, token: str) -> HttpResponse:
    read, confirmed = load_customers(lines)
    stash.forget(token, by=colleague_of(request))
    text = ngettext(
        "%(read)s line loaded; %(confirmed)s members were confirmed by it.",
        "%(read)s lines loaded; %(confirmed)s members were confirmed by them.",
        read,
    )
    messages.success(request, text % {"read": read, "confirmed": confirmed})
    return redirect("admin:community_customer_changelist")


def _text(form: CustomerListForm, *, by: Member) -> bytes | None:
    if upload := form.cleaned_data.get("file"):
        return bytes(upload.read())
    text = stash.bring_back(form.cleaned_data["token"], by=by)
    return text.encode() if text is not None else None


def _shown(
    request: HttpRequest, text: bytes, lines: list[Listed], problems: list[Problem]
) -> dict[str, Any]:
    by = colleague_of(request)
    return {
        "lines": lines[:SHOWN],
        "line_count": len(lines),
        "problems": problems[:SHOWN],
        "problem_count": len(problems),
        "token": "" if problems else stash.put_aside(text.decode("utf-8-sig"), by=by),
    }


def _read(data: bytes) -> tuple[list[Listed], list[Problem]]:
    rows = list(read_customers(io.BytesIO(data), name=""))
    return (
        [row for row in rows if isinstance(row, Listed)],
        [row for row in rows if isinstance(row, Problem)],
    )


def _behind(members: list[int]) -> dict[int, list[Contribution]]:
    """For each of the members the newest contributions that others confirm."""
    found: dict[int, list[Contribution]] = {}
    telling = (
        Contribution.objects.live()
        .filter(
            member__in=members, kind__in=["taught", "adopted", "helped", "endorsed"]
        )
        .order_by("member", "subject", "-occurred_at")
        .distinct("member", "subject")
    )
    for each in telling.select_related("given_by"):
        found.setdefault(each.member_id, []).append(each)
    order = {"taught": 0, "adopted": 1, "helped": 2, "endorsed": 3}
    return {
        member: sorted(rows, key=lambda row: (order[row.kind], -row.pk))[:5]
        for member, rows in found.items()
    }
