"""What is said to those who read the whole site, and the picture beside its own link."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from community.canonical import absolute
from community.link_cards import firm_card, picture

NOT_FOR_THEM = [
    *("/desk/", "/accounts/", "/account/", "/api/", "/setup/", "/healthz", "/readyz"),
    *(
        "/metrics",
        "/s/",
        "/join/",
        "/flag/",
        "/told/",
        "/questions/",
        "/releases/named/",
    ),
    *(
        "/ideas/new/",
        "/ideas/like/",
        "/ideas/edit/",
        "/ideas/withdraw/",
        "/ideas/vote/",
    ),
    *("/ideas/follow/", "/ideas/contest/", "/ideas/comment/", "/ideas/share/"),
    *("/comments/", "/*?*q=", "/*?*next="),
]


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_THEM),
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@require_safe
def card_of_firm(request: HttpRequest) -> HttpResponse:
    return picture(request, firm_card(request))
