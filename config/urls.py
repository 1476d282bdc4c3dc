from django.contrib import admin
from django.urls import include, path

from community.views import sign_on
from community.views.crawlers import robots
from community.views.health import healthz, readyz
from config import sitemaps
from config.operating.views import metrics

urlpatterns = [
    path("", include("ideas.urls")),
    path("", include("feedback.urls")),
    path("", include("community.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sign-on/", sign_on.begin, name="sign_on"),
    path(
        "accounts/sign-on/<slug:provider_id>/",
        sign_on.come_back,
        name="openid_connect_callback",  # allauth tells the provider
    ),
    path("desk/", admin.site.urls),
    path("api/v1/", include("config.api")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap-part"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]

handler400 = "community.views.errors.unreadable"
handler404 = "community.views.errors.not_found"
handler500 = "community.views.errors.server_error"
