from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "ideas"


def _page(request: HttpRequest, **_parts: object) -> HttpResponse:
    return HttpResponse(request.path)


urlpatterns = [
    path("", _page, name="home"),
    path("ideas/", _page, name="idea-list"),
    path("ideas/<int:pk>/<slug:slug>/", _page, name="idea"),
    path("people/", _page, name="people"),
    path("people/<slug:slug>/", _page, name="member"),
]
