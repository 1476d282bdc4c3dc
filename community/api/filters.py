"""What a question to the API may hold: an unknown parameter is refused, not ignored."""

from datetime import UTC, datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


class MomentField(IsoDateTimeField):
    """A time with any offset, as the same time in UTC."""

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        try:
            return found.astimezone(UTC) if found else None
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid"]) from None


class SinceFilter(django_filters.IsoDateTimeFilter):
    """What happened at this time or later."""

    field_class = MomentField

    def __init__(self, field_name: str) -> None:
        super().__init__(field_name=field_name, lookup_expr="gte")


class StrictFilters(DjangoFilterBackend):
    """A parameter that is spelt wrong would find everything: it is an error."""

    def filter_queryset(
        self, request: HttpRequest | Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        filters = self.get_filterset_class(view, queryset)
        known = set(filters.base_filters) if filters else set()
        if view.action == "list":
            known |= {"cursor", "limit"}
        refuse_unknown(request, known)
        return super().filter_queryset(request, queryset, view)


def refuse_unknown(request: HttpRequest | Request, known: set[str]) -> None:
    """Raises ValidationError with what there is instead."""
    there_are = ", ".join(sorted(known)) or _("none")
    wrong = {
        name: [
            _("There is no such parameter; there are: %(names)s") % {"names": there_are}
        ]
        for name in sorted(set(request.GET) - known)
    }
    if wrong:
        raise ValidationError(wrong)
