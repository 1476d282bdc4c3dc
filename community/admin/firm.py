from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.actions.firm import set_up_firm
from community.admin.base import DeskAdmin
from community.models import Firm


class FirmForm(forms.ModelForm[Firm]):
    """Domains are written with commas between them."""

    domains = forms.CharField(
        label=_("company domains"),
        required=False,
        help_text=_(
            "With commas between. Confirmed addresses at these domains are customers."
        ),
    )

    class Meta:
        model = Firm
        fields = ["name", "tagline", "promise", "imprint", "domains"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["domains"] = ", ".join(self.instance.domains)

    def clean_domains(self) -> list[str]:
        words = self.cleaned_data["domains"].lower().replace(",", " ").split()
        return sorted({word.lstrip("@") for word in words})


@admin.register(Firm)
class FirmAdmin(DeskAdmin[Firm]):
    may_change = True
    form = FirmForm
    list_display = ["name", "tagline", "promise"]

    def save_model(
        self, request: HttpRequest, obj: Firm, form: Any, change: Any
    ) -> None:
        set_up_firm(**form.cleaned_data)
