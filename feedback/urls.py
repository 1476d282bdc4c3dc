from django.urls import path

from feedback.views import doubts, impact, insights, questions, setup

app_name = "feedback"
urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("learned/", insights.insight_list, name="insight-list"),
    path("learned/<int:pk>/", insights.insight, name="insight"),
    path("told/<int:pk>/", insights.evidence, name="evidence"),
    path("account/impact/", impact.impact, name="impact"),
    path("account/contributions/doubt/", doubts.doubt, name="doubt"),
    path("questions/<int:pk>/", questions.question, name="question"),
]
