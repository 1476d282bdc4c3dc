from django.contrib import admin

from community.admin.base import DeskAdmin
from community.models import Standing, StandingParameters, StandingRun


@admin.register(StandingParameters)
class ParametersAdmin(DeskAdmin[StandingParameters]):
    list_display = ["__str__", "note", "by", "created_at"]
    list_select_related = ["by"]


@admin.register(StandingRun)
class RunAdmin(DeskAdmin[StandingRun]):
    list_display = [
        "day",
        "is_current",
        "is_cold_start",
        "active_count",
        "places",
        "parameters",
        "created_at",
    ]
    list_select_related = ["parameters"]


@admin.register(Standing)
class StandingAdmin(DeskAdmin[Standing]):
    """Every score of every run; colleagues read the half percent on its own page."""

    list_display = [
        "rank",
        "member",
        "score",
        "creative",
        "influential",
        "passionate",
        "vocal",
        "inviting",
        "in_half_percent",
        "run",
    ]
    list_display_links = ["member"]
    list_filter = ["run__is_current", "in_half_percent", "door"]
    list_select_related = ["member", "run"]
    search_fields = ["member__name"]
    ordering = ["-run", "rank"]
