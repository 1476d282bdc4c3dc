from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from community.actions.legal import write_legal_page
from community.admin.base import DeskAdmin, DeskInline, colleague_of
from community.admin.house_forms import LegalPageForm
from community.models import LegalPage, LegalVersion


class VersionInline(DeskInline):
    model = LegalVersion
    fields = ["number", "written_at", "written_by"]
    readonly_fields = ["number", "written_at", "written_by"]


@admin.register(LegalPage)
class LegalPageAdmin(DeskAdmin[LegalPage]):
    may_add = may_change = True
    view_on_site = True
    form = LegalPageForm
    inlines = [VersionInline]
    list_display = ["title", "slug", "is_published", "position"]
    fields = ["title", "slug", "text", "is_published", "position"]
    prepopulated_fields = {"slug": ["title"]}

    def get_readonly_fields(
        self, request: HttpRequest, obj: LegalPage | None = None
    ) -> list[str]:
        return ["slug"] if obj else []

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: LegalPage | None = None
    ) -> dict[str, Any]:
        return {} if obj else {"slug": ["title"]}

    def save_model(
        self, request: HttpRequest, obj: LegalPage, form: Any, change: Any
    ) -> None:
        details = {**form.cleaned_data, "slug": obj.slug}
        obj.pk = write_legal_page(by=colleague_of(request), **details).pk
