from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from community.actions.limits import pass_door
from community.actions.mail_choices import stop_mail
from community.requests import address_of
from community.subscriptions import read_token


@csrf_exempt  # mail programs post here in one click (RFC 8058), with no cookie
@never_cache
def mail_off(request: HttpRequest, token: str) -> HttpResponse:
    """Looking turns nothing off, a POST does, for anybody who holds the link.

    It answers the same whether the account is still there or not.
    """
    subscription = read_token(token)
    if subscription is None:
        pass_door("mail-off", key=address_of(request))
        return _answer(request, {}, status=404)
    is_done = request.method == "POST"
    if is_done:
        pass_door("mail-off", key=f"of {subscription.member_id}")
        stop_mail(subscription)
    return _answer(request, {"subscription": subscription, "is_done": is_done})


def _answer(
    request: HttpRequest, page: dict[str, object], *, status: int = 200
) -> HttpResponse:
    response = render(request, "community/account/mail_off.html", page, status=status)
    response["Referrer-Policy"] = "no-referrer"  # its address is the key to it
    return response
