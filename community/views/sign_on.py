from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from community.actions.limits import pass_door
from community.requests import address_of
from community.returning import next_of
from community.sign_on import PROVIDER, SignOn

View = Callable[..., HttpResponse]
# A provider that is away (of requests all are OSError), or that says what makes no sense:
# allauth calls a name that is too long a fault in the settings.
TROUBLE = (
    *(OAuth2Error, OSError, KeyError, ValueError, TypeError, AttributeError),
    ImproperlyConfigured,
)


def _kindly(view: View) -> View:
    """Counted at the door; a provider in trouble is no trouble of ours."""

    @wraps(view)
    def seen(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        pass_door("sign-on", key=address_of(request))
        try:
            return view(request, *arguments, **named)
        except SocialApp.DoesNotExist as absent:
            raise Http404 from absent
        except TROUBLE as trouble:
            try:
                get_adapter().on_authentication_error(request, None, exception=trouble)
            except ImmediateHttpResponse as answer:
                return answer.response
            raise

    return seen


@never_cache
@require_GET
@_kindly
def begin(request: HttpRequest) -> HttpResponse:
    """To the provider. By a link: a form may not lead away from here (the policy)."""
    if request.user.is_authenticated:
        return redirect(next_of(request, "/"))
    provider = get_adapter().get_provider(request, PROVIDER)
    wanted = next_of(request, "")
    return provider.redirect(request, process="login", next_url=wanted or None)


@never_cache
@require_GET
@_kindly
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    view: View = OAuth2CallbackView.adapter_view(  # type: ignore[no-untyped-call]
        SignOn(request, provider_id)
    )
    return view(request)
