from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from community.admin.base import DeskAdmin, colleague_of
from community.returning import refusals_told
from ideas.actions.pins import move_pin_up, unpin_idea
from ideas.models import Pin


@admin.register(Pin)
class PinAdmin(DeskAdmin[Pin]):
    """Posts are pinned on their own page; here they are put in order and let go."""

    opens_to_colleagues = True
    list_display = ["board", "position", "idea", "pinned_by", "pinned_at"]
    list_display_links = ["idea"]
    list_select_related = ["board", "idea__conversation", "pinned_by"]
    list_filter = ["board"]
    actions = ["move_up", "unpin"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Any colleague, as on the page of the post."""
        return self.has_view_permission(request)

    @admin.action(description=gettext_lazy("Move up"), permissions=["act"])
    def move_up(self, request: HttpRequest, pins: QuerySet[Pin]) -> None:
        by = colleague_of(request)
        with refusals_told(request):
            for pin in pins.select_related("idea__board"):
                move_pin_up(pin.idea, by=by)

    @admin.action(description=gettext_lazy("Unpin"), permissions=["act"])
    def unpin(self, request: HttpRequest, pins: QuerySet[Pin]) -> None:
        by = colleague_of(request)
        with refusals_told(request):
            for pin in pins.select_related("idea__board"):
                unpin_idea(pin.idea, by=by)
