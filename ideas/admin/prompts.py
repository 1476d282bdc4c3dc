from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from community.admin.base import DeskAdmin
from community.errors import DomainError
from community.fields import LineField
from ideas.actions.prompts import drop_prompt, require_room, set_prompt
from ideas.models import Prompt


class PromptForm(forms.ModelForm[Prompt]):
    class Meta:
        model = Prompt
        fields = ["board", "kind", "question", "is_required", "position"]
        field_classes = {"question": LineField}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if board := said.get("board"):
            beside = self.instance if self.instance.pk else None
            try:
                require_room(board, said.get("kind", ""), beside=beside)
            except DomainError as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return said


@admin.register(Prompt)
class PromptAdmin(DeskAdmin[Prompt]):
    opens_to_colleagues = True
    may_add = may_change = may_remove = True
    form = PromptForm
    list_display = ["question", "board", "kind", "is_required", "position"]
    list_select_related = ["board"]
    list_filter = ["board", "kind"]

    def save_model(
        self, request: HttpRequest, obj: Prompt, form: Any, change: Any
    ) -> None:
        obj.pk = set_prompt(obj if change else None, **form.cleaned_data).pk

    def delete_model(self, request: HttpRequest, obj: Prompt) -> None:
        drop_prompt(obj)
