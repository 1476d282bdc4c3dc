from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.actions.rulings import appeal_ruling
from community.forms import AppealForm
from community.models import Ruling
from community.open_pages import open_page
from community.paging import page_of
from community.returning import is_htmx, refusals_in


@open_page
def ruling_list(request: HttpRequest) -> HttpResponse:
    """What was done here and why; of whom, nobody reads."""
    cursor = request.GET.get("cursor", "")
    page = page_of(Ruling.objects.for_log(), by="-made_at", cursor=cursor)
    template = "_rows" if is_htmx(request) else "list"
    return render(request, f"community/rulings/{template}.html", {"page": page})


def ruling(request: HttpRequest, token: str) -> HttpResponse:
    """For whom it is about, who may not be able to sign in."""
    found = get_object_or_404(Ruling.objects.for_log().behind(token))
    form = AppealForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            appeal_ruling(found, words=form.cleaned_data["text"])
            messages.success(request, _("Thank you. A person looks at it again."))
            return redirect(request.path)
    page = {"ruling": found, "form": form}
    response = render(request, "community/rulings/ruling.html", page)
    response["Referrer-Policy"] = "no-referrer"  # its address is the key to it
    return response
