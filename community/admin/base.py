"""The one permission rule of the desk: denied first, opened by name.

Administrators see everything. Colleagues see what a class opens to them. Nothing can
be added, changed or deleted unless a class says so, and then only by an action.
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from allauth.account.decorators import reauthentication_required
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model, URLField
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.models import Member
from community.requests import row_number, viewer_of

Row = TypeVar("Row", bound=Model)


def is_colleague(request: HttpRequest) -> bool:
    """Signed in, active, and working for the firm."""
    viewer = viewer_of(request)
    return viewer is not None and viewer.is_active and viewer.is_staff


def is_administrator(request: HttpRequest) -> bool:
    viewer = viewer_of(request)
    return is_colleague(request) and viewer is not None and viewer.is_superuser


def colleague_of(request: HttpRequest) -> Member:
    """The colleague at the desk. Raises PermissionDenied for anybody else."""
    viewer = viewer_of(request)
    if viewer is None or not is_colleague(request):
        raise PermissionDenied
    return viewer


class Rule:
    """Who may look and who may write; the same for pages and for rows inside them."""

    obeys_the_desk = True
    opens_to_colleagues = False
    may_add = False
    may_change = False
    may_remove = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may_look(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_look(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_remove and is_administrator(request)

    def has_act_permission(self, request: HttpRequest) -> bool:
        """May press the buttons above a list: administrators."""
        return is_administrator(request)

    def _may_look(self, request: HttpRequest) -> bool:
        return is_administrator(request) or (
            self.opens_to_colleagues and is_colleague(request)
        )


class DeskList(ChangeList):
    """A list; what no calendar has in its address narrows it to nothing wrong."""

    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except (ValueError, OverflowError) as problem:
            raise IncorrectLookupParameters from problem


class DeskAdmin(Rule, admin.ModelAdmin, Generic[Row]):
    """A list and a page of rows that the desk shows. It never writes by itself.

    Whoever sets `may_add` or `may_change` calls an action in `save_model`.
    """

    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    actions: Sequence[Any] | None = ()
    asks_again = False  # whether its page wants password or second factor anew

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        view = super().changeform_view
        if self.asks_again:
            view = reauthentication_required(view)
        return view(request, *args, **options)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Never Django's own deletion of what is selected."""
        found = super().get_actions(request)
        return {name: each for name, each in found.items() if name != "delete_selected"}

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return DeskList

    def response_action(
        self, request: HttpRequest, queryset: Any, *where: Any, **options: Any
    ) -> Any:
        """What is wrong with a button's fields is said, and its rows are rows."""
        form = self.action_form(request.POST, auto_id=None)
        wrong = [
            f"{field.label}: {problem}"
            for field in form
            for problem in field.errors
            if field.name != "action"
        ]
        if not all(map(row_number, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            wrong.append(_("What you chose is not there."))
        if not wrong:
            return super().response_action(request, queryset, *where, **options)
        for problem in wrong:
            self.message_user(request, problem, messages.ERROR)
        return redirect(request.get_full_path())

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: Any
    ) -> None:
        raise PermissionDenied

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: Any
    ) -> None:
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseFormSet[Any], change: Any
    ) -> None:
        if formset.has_changed():
            raise PermissionDenied

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        raise PermissionDenied

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        raise PermissionDenied

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        return super().construct_change_message(request, form, [], add)


class DeskInline(Rule, admin.TabularInline):
    """Rows inside a page; read-only unless a class says otherwise."""

    extra = 0
    can_delete = False
    show_change_link = False


class Segment(admin.AllValuesFieldListFilter):
    """The segments there are; those without one are named, not left blank."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or _("no segment")}
