from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.admin.base import DeskAdmin
from feedback.actions.endpoints import (
    change_endpoint,
    create_endpoint,
    ping_endpoint,
    switch_off,
    switch_on,
)
from feedback.egress import AddressRefused, parse
from feedback.models import Endpoint


class EndpointForm(forms.ModelForm[Endpoint]):
    events = forms.MultipleChoiceField(
        label=gettext_lazy("events"),
        choices=Endpoint.Event.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all of them."),
    )
    url = forms.URLField(
        label=gettext_lazy("address"), max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Endpoint
        fields = ["name", "team", "url", "events"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            parse(url)
        except AddressRefused as refusal:
            raise forms.ValidationError(_(str(refusal))) from refusal
        return url


@admin.register(Endpoint)
class EndpointAdmin(DeskAdmin[Endpoint]):
    """Its secret is shown once, when it is made."""

    may_add = may_change = True
    asks_again = True
    form = EndpointForm
    list_display = ["name", "url", "team", "created_at", "failing_since", "disabled_at"]
    list_select_related = ["team"]
    ordering = ["name"]
    actions = ["test", "turn_off", "turn_on"]
    readonly_fields = ["created_at", "failing_since", "disabled_at", "disabled_why"]

    def get_fields(self, request: HttpRequest, obj: Endpoint | None = None) -> Any:
        written = ["name", "team", "url", "events"]
        return [*written, *self.readonly_fields] if obj else written

    @admin.action(description=gettext_lazy("Send a test message"), permissions=["act"])
    def test(self, request: HttpRequest, endpoints: QuerySet[Endpoint]) -> None:
        for endpoint in endpoints:
            ping_endpoint(endpoint)
        text = _("On its way; see how it went under Deliveries.")
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Switch off"), permissions=["act"])
    def turn_off(self, request: HttpRequest, endpoints: QuerySet[Endpoint]) -> None:
        for endpoint in endpoints:
            switch_off(endpoint, why=_("Switched off at the desk."))
        self.message_user(request, _("Switched off."), messages.SUCCESS)

    @admin.action(description=gettext_lazy("Switch on"), permissions=["act"])
    def turn_on(self, request: HttpRequest, endpoints: QuerySet[Endpoint]) -> None:
        for endpoint in endpoints:
            switch_on(endpoint)
        self.message_user(request, _("Switched on."), messages.SUCCESS)

    def save_model(
        self, request: HttpRequest, obj: Endpoint, form: Any, change: Any
    ) -> None:
        if change:
            change_endpoint(obj, **form.cleaned_data)
            return
        endpoint, secret = create_endpoint(**form.cleaned_data)
        obj.pk = endpoint.pk
        shown = _("The secret, shown this once: %(secret)s") % {"secret": secret}
        self.message_user(request, shown, messages.WARNING)
