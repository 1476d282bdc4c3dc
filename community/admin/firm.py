from copy import copy
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.urls import URLPattern, path, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions.firm import set_up_firm
from community.admin.base import DeskAdmin
from community.admin.house_forms import FirmForm
from community.context import TRIED
from community.house_pictures import Drawn
from community.models import Firm, Picture

HOME = "/"


@admin.register(Firm)
class FirmAdmin(DeskAdmin[Firm]):
    """The firm's own house, which can be looked at before it is changed."""

    may_change = True
    form = FirmForm
    change_form_template = "admin/community/firm/change_form.html"
    list_display = ["name", "tagline", "promise"]
    readonly_fields = ["address"]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "promise"]}),
        (gettext_lazy("Look"), {"fields": ["new_logo", "accent", "accent_dark"]}),
        (gettext_lazy("Foot of each page"), {"fields": ["imprint", "footer"]}),
        (gettext_lazy("Addresses"), {"fields": ["address", "domains"]}),
    ]

    @admin.display(description=gettext_lazy("address of this place"))
    def address(self, firm: Firm) -> str:
        """Where the site says that it is, which its operators set."""
        names = ", ".join(settings.ALLOWED_HOSTS)
        return _(
            "%(url)s, where links in mail lead (set as BASE_URL). It answers to %(names)s "
            "(set as ALLOWED_HOSTS). For a domain of your own, ask whoever runs it: "
            "docs/operators/running.md"
        ) % {"url": settings.BASE_URL, "names": names}

    def save_model(
        self, request: HttpRequest, obj: Firm, form: Any, change: Any
    ) -> None:
        details = dict(form.cleaned_data)
        set_up_firm(logo=details.pop("new_logo"), **details)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.preview)
        return [path("preview/", page, name="firm-preview"), *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The home page as a visitor would see it with what stands in the form."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = FirmForm(request.POST, request.FILES, instance=Firm.current())
        if not form.is_valid():
            return self.changeform_view(request, "1")
        messages.info(request, _("This is how it would look. Nothing is saved yet."))
        tried = as_visitor(request, HOME)
        tried.META[TRIED] = _tried(form)
        view, args, kwargs = resolve(HOME)
        page: HttpResponse = view(tried, *args, **kwargs)
        return page


def as_visitor(request: HttpRequest, place: str) -> HttpRequest:
    """The same request, as if somebody who is not signed in had asked for a page."""
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", place, place
    asked.GET = asked.POST = QueryDict()
    asked.META = {**request.META}
    asked.user = AnonymousUser()
    return asked


def _tried(form: FirmForm) -> Firm:
    firm, logo = form.instance, form.cleaned_data["new_logo"]
    if isinstance(logo, Drawn):
        firm.logo = Picture(
            kind=logo.kind, width=logo.width, height=logo.height, content=logo.content
        )
    elif logo is False:
        firm.logo = None
    return firm
