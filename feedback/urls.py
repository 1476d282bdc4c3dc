from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "feedback"


def _page(request: HttpRequest, **_parts: object) -> HttpResponse:
    return HttpResponse(request.path)


urlpatterns = [
    path("learned/", _page, name="insight-list"),
    path("learned/<int:pk>/", _page, name="insight"),
    path("told/<int:pk>/", _page, name="evidence"),
    path("questions/<int:pk>/", _page, name="question"),
]
