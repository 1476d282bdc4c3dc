from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from community.actions.firm import set_up_source
from community.admin.base import DeskAdmin
from community.models import Source


@admin.register(Source)
class SourceAdmin(DeskAdmin[Source]):
    """Those that are not connected count in the measures by their known volume."""

    opens_to_colleagues = True
    may_add = may_change = True
    list_display = ["name", "slug", "is_connected", "monthly_volume", "phase"]
    fields = ["name", "slug", "is_connected", "monthly_volume", "phase"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Source | None = None
    ) -> list[str]:
        return ["slug"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: Source, form: Any, change: Any
    ) -> None:
        obj.pk = set_up_source(**{**form.cleaned_data, "slug": obj.slug}).pk
