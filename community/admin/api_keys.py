from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions.api_keys import create_api_key, revoke_api_key
from community.admin.base import DeskAdmin
from community.models import ApiKey


class ApiKeyForm(forms.ModelForm[ApiKey]):
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("may"),
        choices=ApiKey.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ApiKey
        fields = ["name", "member", "scopes"]


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
    autocomplete_fields = ["member"]
    actions = ["revoke"]

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        shown = ["name", "member", "scopes"]
        kept = ["prefix", "created_at", "last_used_at", "revoked_at"]
        return [*shown, *kept] if obj else shown

    @admin.action(description=gettext_lazy("Revoke at once"), permissions=["act"])
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        for key in keys:
            revoke_api_key(key)
        self.message_user(request, _("Revoked."), messages.SUCCESS)

    def save_model(
        self, request: HttpRequest, obj: ApiKey, form: Any, change: Any
    ) -> None:
        key, text = create_api_key(
            obj.name, scopes=form.cleaned_data["scopes"], member=obj.member
        )
        obj.pk, obj.prefix = key.pk, key.prefix
        shown = _("The key, shown this once: %(text)s") % {"text": text}
        self.message_user(request, shown, messages.WARNING)
