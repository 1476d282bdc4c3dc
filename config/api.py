"""The root of the API: one place that lists what integrations can reach."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from community.api.contributors import ContributorViewSet
from feedback.api.conversations import ConversationViewSet
from feedback.api.insights import InsightViewSet
from feedback.api.measures import MeasuresView
from ideas.api.comments import CommentViewSet
from ideas.api.ideas import IdeaViewSet
from ideas.api.releases import ReleaseViewSet

app_name = "api"

DOCS = SpectacularSwaggerSplitView.as_view(
    url_name="api:schema", template_name="community/api_docs.html"
)

router = SimpleRouter()
router.register("ideas", IdeaViewSet, basename="idea")
router.register("comments", CommentViewSet, basename="comment")
router.register("contributors", ContributorViewSet, basename="contributor")
router.register("conversations", ConversationViewSet, basename="conversation")
router.register("insights", InsightViewSet, basename="insight")
router.register("releases", ReleaseViewSet, basename="release")

urlpatterns = [
    path("", include(router.urls)),
    path("measures/", MeasuresView.as_view(), name="measures"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DOCS, name="docs"),
]
