from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions.firm import open_board
from community.admin.base import DeskAdmin
from community.admin.house_forms import BoardForm
from community.models import Board


@admin.register(Board)
class BoardAdmin(DeskAdmin[Board]):
    opens_to_colleagues = True
    may_add = may_change = True
    form = BoardForm
    list_display = ["name", "visibility", "phase", "position"]
    fields = [
        *("name", "slug", "description", "about", "new_picture"),
        *("visibility", "phase", "position"),
    ]

    @admin.display(description=gettext_lazy("Picture"))
    def new_picture(self, board: Board) -> str:
        """For those who may only look."""
        return _("One is set") if board.picture_id else _("None")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Board | None = None
    ) -> list[str]:
        return ["slug"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: Board, form: Any, change: Any
    ) -> None:
        details = {**form.cleaned_data, "slug": obj.slug}
        picture = details.pop("new_picture")
        obj.pk = open_board(details.pop("name"), picture=picture, **details).pk
