from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from community.admin.base import DeskAdmin
from feedback.actions.rules import drop_rule, set_rule
from feedback.models import RoutingRule


@admin.register(RoutingRule)
class RuleAdmin(DeskAdmin[RoutingRule]):
    """In order of position; the first that matches wins."""

    opens_to_colleagues = True
    may_add = may_change = may_remove = True
    list_display = ["position", "team", "board", "source", "kind", "words", "is_active"]
    list_display_links = ["position", "team"]
    list_select_related = ["team", "board", "source"]
    list_filter = ["team", "is_active"]
    fields = ["position", "team", "board", "source", "kind", "words", "is_active"]

    def save_model(
        self, request: HttpRequest, obj: RoutingRule, form: Any, change: Any
    ) -> None:
        obj.pk = set_rule(obj if change else None, **form.cleaned_data).pk

    def delete_model(self, request: HttpRequest, obj: RoutingRule) -> None:
        drop_rule(obj)
