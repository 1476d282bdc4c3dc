from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from community.actions.firm import open_board
from community.admin.base import DeskAdmin
from community.models import Board


@admin.register(Board)
class BoardAdmin(DeskAdmin[Board]):
    opens_to_colleagues = True
    may_add = may_change = True
    list_display = ["name", "visibility", "phase", "position"]
    fields = ["name", "slug", "description", "visibility", "phase", "position"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Board | None = None
    ) -> list[str]:
        return ["slug"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: Board, form: Any, change: Any
    ) -> None:
        details = {**form.cleaned_data, "slug": obj.slug}
        obj.pk = open_board(details.pop("name"), **details).pk
