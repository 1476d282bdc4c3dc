from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.actions.members import restore, suspend
from community.actions.roles import Role, give_role
from community.actions.second_factor import forget_second_factor
from community.actions.vouching import unverify, vouch
from community.admin.base import DeskAdmin, Segment, colleague_of
from community.admin.reasons import ReasonForm, reason_of
from community.models import Member
from community.returning import refusals_told


class Standing(admin.SimpleListFilter):
    """Who they are to the firm."""

    title = _("who")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("confirmed", _("confirmed customers")),
            ("others", _("not confirmed")),
            ("colleagues", _("colleagues")),
            ("partners", _("partners")),
            ("gone", _("left or suspended")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Member]
    ) -> QuerySet[Member]:
        rules = {
            "confirmed": Q(verified_at__isnull=False, is_staff=False, is_active=True),
            "others": Q(verified_at=None, is_staff=False, is_active=True),
            "colleagues": Q(is_staff=True),
            "partners": Q(is_partner=True),
            "gone": Q(is_active=False),
        }
        return queryset.filter(rules.get(self.value() or "", Q()))


@admin.register(Member)
class MemberAdmin(DeskAdmin[Member]):
    opens_to_colleagues = True
    list_display = [
        "name",
        "company",
        "segment",
        "verified_by",
        "account_owner",
        "joined_at",
        "is_active",
    ]
    list_filter = [Standing, "verified_by", ("segment", Segment)]
    list_select_related = ["account_owner"]
    search_fields = ["name", "email", "company"]
    ordering = ["-joined_at", "-pk"]
    date_hierarchy = "joined_at"
    fieldsets = [
        (None, {"fields": ["name", "about", "locale", "time_zone"]}),
        (
            _("Customer"),
            {
                "fields": [
                    "company",
                    "segment",
                    "account_owner",
                    "verified_at",
                    "verified_by",
                    "invited_by",
                ]
            },
        ),
        (_("Agreed to"), {"fields": ["consents_to_ranking", "consents_to_contact"]}),
        (
            _("Account"),
            {
                "fields": [
                    "is_active",
                    "is_staff",
                    "is_partner",
                    "is_superuser",
                    "joined_at",
                    "left_at",
                ]
            },
        ),
    ]
    action_form = ReasonForm
    actions = [
        "vouch_for",
        "unverify_them",
        "suspend_them",
        "restore_them",
        "forget_second_factors",
        "make_customers",
        "make_partners",
        "make_colleagues",
        "make_administrators",
    ]

    @admin.action(description=_("Vouch for them as customers"), permissions=["vouch"])
    def vouch_for(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        by = colleague_of(request)
        count = sum(vouch(member, by=by) for member in members.exclude(pk=by.pk))
        self._report(request, count)

    @admin.action(description=_("Take their confirmation back"), permissions=["act"])
    def unverify_them(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        by = colleague_of(request)
        self._report(request, sum(unverify(each, by=by) for each in members))

    @admin.action(description=_("Suspend: no sign-in, no post"), permissions=["act"])
    def suspend_them(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        by, reason = colleague_of(request), reason_of(request)
        count = 0
        for each in members:
            with refusals_told(request):
                count += suspend(each, by=by, reason=reason)
        self._report(request, count)

    @admin.action(description=_("Take their second factor away"), permissions=["act"])
    def forget_second_factors(
        self, request: HttpRequest, members: QuerySet[Member]
    ) -> None:
        by = colleague_of(request)
        count = sum(forget_second_factor(each, by=by) for each in members)
        self._report(request, count)

    @admin.action(description=_("End the suspension"), permissions=["act"])
    def restore_them(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        by, reason = colleague_of(request), reason_of(request)
        count = 0
        for each in members:
            with refusals_told(request):
                count += restore(each, by=by, reason=reason)
        self._report(request, count)

    @admin.action(description=_("Make them customers again"), permissions=["act"])
    def make_customers(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        self._make(request, members, Role.CUSTOMER)

    @admin.action(description=_("Make them partners"), permissions=["act"])
    def make_partners(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        self._make(request, members, Role.PARTNER)

    @admin.action(description=_("Make them colleagues"), permissions=["act"])
    def make_colleagues(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        self._make(request, members, Role.COLLEAGUE)

    @admin.action(description=_("Make them administrators"), permissions=["act"])
    def make_administrators(
        self, request: HttpRequest, members: QuerySet[Member]
    ) -> None:
        self._make(request, members, Role.ADMINISTRATOR)

    def _make(
        self, request: HttpRequest, members: QuerySet[Member], role: Role
    ) -> None:
        """All of them or none; each page of theirs says who made them that."""
        by = colleague_of(request)
        with transaction.atomic():
            changed = [each for each in members if give_role(each, role, by=by)]
            for each in changed:
                text = _("made %(role)s") % {"role": role.label}
                self.log_change(request, each, str(text))
        self._report(request, len(changed))

    def has_vouch_permission(self, request: HttpRequest) -> bool:
        """A colleague's word is any colleague's."""
        return self.has_view_permission(request)

    def _report(self, request: HttpRequest, count: int) -> None:
        """What was done; nothing is told by its refusals, once each."""
        if not count and messages.get_messages(request):
            return
        text = ngettext("%(n)s member changed.", "%(n)s members changed.", count)
        self.message_user(request, text % {"n": count}, messages.SUCCESS)
