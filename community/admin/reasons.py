"""A button above a list that does something to somebody asks why."""

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ReasonForm(ActionForm):
    """What the public log will say; the buttons that need no reason leave it aside."""

    reason = forms.CharField(
        label=_("Why, for the public log"), required=False, max_length=300
    )


def reason_of(request: HttpRequest) -> str:
    return request.POST.get("reason", "").replace("\0", "").strip()[:300]
