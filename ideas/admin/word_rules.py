from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from community.admin.base import DeskAdmin
from ideas.actions.word_rules import drop_word_rule, set_word_rule
from ideas.models import WordRule
from ideas.rule_trials import DAYS, trial_of
from ideas.suspicion import hosts_in


class WordRuleForm(forms.ModelForm[WordRule]):
    class Meta:
        model = WordRule
        fields = ["kind", "pattern", "outcome", "reason"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == WordRule.Kind.LINK and said.get("pattern"):
            said["pattern"] = _domain(said["pattern"])
        return said


@admin.register(WordRule)
class WordRuleAdmin(DeskAdmin[WordRule]):
    """Words and links that wait or are refused; tried on what was said before."""

    may_add = may_change = may_remove = True
    form = WordRuleForm
    add_form_template = change_form_template = "admin/ideas/wordrule/change_form.html"
    list_display = ["pattern", "kind", "outcome", "reason"]
    list_filter = ["kind", "outcome"]
    search_fields = ["pattern"]

    def save_model(
        self, request: HttpRequest, obj: WordRule, form: Any, change: Any
    ) -> None:
        obj.pk = set_word_rule(obj if change else None, **form.cleaned_data).pk

    def delete_model(self, request: HttpRequest, obj: WordRule) -> None:
        drop_word_rule(obj)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.trial)
        return [path("trial/", page, name="word-rule-trial"), *super().get_urls()]

    def trial(self, request: HttpRequest) -> HttpResponse:
        """What the rule in the form would have met lately; nothing is saved."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = WordRuleForm(request.POST)
        form.validate_unique = lambda: None  # type: ignore[method-assign]
        page = {"form": form, "days": DAYS, "title": _("What it would have met")}
        if form.is_valid():
            page["trial"] = trial_of(form.instance)
        around = self.admin_site.each_context(request) | page
        return TemplateResponse(request, "admin/ideas/wordrule/trial.html", around)


def _domain(text: str) -> str:
    """Of an address, where it leads."""
    return next(iter(hosts_in(text)), text.strip().strip("./").casefold())
