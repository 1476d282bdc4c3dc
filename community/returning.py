"""Where to go after a form: to the page it stood on, or with the refusal in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from community.errors import DomainError, TooOften

# Whether a form of this request was refused at a door: its page is answered with 429.
was_too_often: ContextVar[bool] = ContextVar("was_too_often", default=False)


def next_of(request: HttpRequest, default: str) -> str:
    """The page on this site that the form or link names, else the default."""
    place = request.POST.get("next") or request.GET.get("next", "")
    here = {request.get_host()}
    if place.startswith(("/", "http")) and url_has_allowed_host_and_scheme(
        place, here, require_https=request.is_secure()
    ):
        return iri_to_uri(place)
    return default


def back(request: HttpRequest, default: str) -> HttpResponse:
    """Return to the page the form stood on; htmx is told to load it anew."""
    place = next_of(request, default)
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": place})
    return redirect(place)


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


@contextmanager
def refusals_in(form: forms.BaseForm) -> Iterator[None]:
    """A refusal within it becomes an error of the form, which keeps what was typed."""
    try:
        yield
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        was_too_often.set(isinstance(refusal, TooOften))


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """A refusal within it becomes a message; a limit is a page of its own."""
    try:
        yield
    except TooOften:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
