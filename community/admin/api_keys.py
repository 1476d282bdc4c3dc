from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions.api_keys import create_api_key, revoke_api_key
from community.admin.base import DeskAdmin
from community.models import ApiKey, Member


class ApiKeyForm(forms.ModelForm[ApiKey]):
    address = forms.EmailField(
        label=gettext_lazy("acts for"),
        required=False,
        help_text=gettext_lazy(
            "A member's address: the key posts and votes as them. Empty for the firm."
        ),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("may"),
        choices=ApiKey.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ApiKey
        fields = ["name", "scopes"]

    def clean_address(self) -> Member | None:
        address = self.cleaned_data["address"]
        if not address:
            return None
        member = Member.objects.present().filter(is_active=True).at(address).first()
        if member is None:
            raise forms.ValidationError(_("No active member has this address."))
        return member


@admin.register(ApiKey)
class ApiKeyAdmin(DeskAdmin[ApiKey]):
    """Only a key's hash is kept, so its text is shown once."""

    may_add = True
    asks_again = True
    form = ApiKeyForm
    list_display = [
        "name",
        "member",
        "prefix",
        "created_at",
        "last_used_at",
        "revoked_at",
    ]
    list_select_related = ["member"]
    ordering = ["-pk"]
    actions = ["revoke"]

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        if obj is None:
            return ["name", "address", "scopes"]
        kept = ["prefix", "created_at", "last_used_at", "revoked_at"]
        return ["name", "member", "scopes", *kept]

    @admin.action(description=gettext_lazy("Revoke at once"), permissions=["act"])
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        for key in keys:
            revoke_api_key(key)
        self.message_user(request, _("Revoked."), messages.SUCCESS)

    def save_model(
        self, request: HttpRequest, obj: ApiKey, form: Any, change: Any
    ) -> None:
        key, text = create_api_key(
            obj.name,
            scopes=form.cleaned_data["scopes"],
            member=form.cleaned_data["address"],
        )
        obj.pk, obj.prefix = key.pk, key.prefix
        shown = _("The key, shown this once: %(text)s") % {"text": text}
        self.message_user(request, shown, messages.WARNING)
