from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from community.models import Firm
from community.requests import viewer_of

Address = URLPattern | URLResolver


class Desk(AdminSite):
    """The desk of the product teams: opens on the measures and the queue.

    It is made before any page is registered, so it imports none of them itself.
    """

    enable_nav_sidebar = False
    empty_value_display = "–"

    def has_permission(self, request: HttpRequest) -> bool:
        viewer = viewer_of(request)
        return viewer is not None and viewer.is_active and viewer.is_staff

    def register(
        self, model_or_iterable: Any, admin_class: Any = None, **options: Any
    ) -> None:
        """Only what obeys the rule of the desk; other packages' pages stay away."""
        if admin_class and getattr(admin_class, "obeys_the_desk", False):
            super().register(model_or_iterable, admin_class, **options)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One door for all: allauth's, with its limits and second factors."""
        guarded = secure_admin_login(super().login)  # type: ignore[no-untyped-call]
        return guarded(request, extra_context=extra_context)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One place for passwords: allauth's, which asks for the old one and counts."""
        return redirect("account_change_password")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        firm = SimpleLazyObject(Firm.current)
        name = SimpleLazyObject(lambda: _("%(firm)s desk") % {"firm": firm.name})
        return super().each_context(request) | {
            "desk_firm": firm,
            "site_header": name,
            "site_title": name,
            "desk_waiting": SimpleLazyObject(lambda: self._waiting(request)),
            "desk_held": SimpleLazyObject(self._held),
        }

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        from feedback.admin.desk import show_queue  # noqa: PLC0415 - needs the site

        return show_queue(request)

    def get_urls(self) -> list[Address]:
        from feedback.admin import addresses  # noqa: PLC0415 - needs the site

        own: list[Address] = [
            path(route, self.admin_view(view), name=name)
            for route, view, name in addresses.PAGES
        ]
        everything = path("all/", self.admin_view(super().index), name="everything")
        return [*own, everything, *super().get_urls()]

    def _held(self) -> int:
        from ideas.models import Held  # noqa: PLC0415 - apps load after the site

        return Held.objects.waiting().count()

    def _waiting(self, request: HttpRequest) -> str:
        from feedback.models import handoff  # noqa: PLC0415 - apps load after the site

        viewer = viewer_of(request)
        if viewer is None:
            return ""
        count = handoff.Handoff.objects.waiting().visible_to(viewer).count_up()
        return f"{count}+" if count == handoff.COUNTED else str(count or "")
