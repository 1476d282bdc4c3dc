from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets

from community.api.filters import SinceFilter
from community.api.pagination import NewestFirst
from community.api.views import KeyView
from community.models import ApiKey, Conversation
from feedback.models import Evidence, Insight


class NewestWritten(NewestFirst):
    ordering = ("-written_at", "-pk")


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """The words that taught. `author` is null for who has left."""

    conversation = serializers.IntegerField(source="conversation_id", read_only=True)
    source = serializers.CharField(  # type: ignore[assignment]
        source="conversation.source.slug", read_only=True
    )
    author = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = [
            "conversation",
            "source",
            "author",
            "excerpt",
            "told_at",
            "reply",
            "replied_at",
        ]

    def get_author(self, evidence: Evidence) -> str | None:
        member = evidence.conversation.member
        if member and member.has_left:
            return None
        return evidence.conversation.author_name or None


class InsightSerializer(serializers.ModelSerializer[Insight]):
    by = serializers.CharField(source="by.name", read_only=True)
    team = serializers.CharField(source="team.slug", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = Insight
        fields: list[Any] = [
            "id",
            "url",
            "sentence",
            "by",
            "team",
            "evidence",
            "written_at",
            "updated_at",
        ]


class InsightFilter(django_filters.FilterSet):
    team = django_filters.CharFilter(field_name="team__slug")
    updated_since = SinceFilter("updated_at")


@extend_schema(tags=["insights"])
class InsightViewSet(KeyView, viewsets.ReadOnlyModelViewSet[Insight]):
    """What was learned, with the words it rests on.

    Words from elsewhere (a ticket, a call) need the scope `conversations`, as there.
    """

    queryset = Insight.objects.none()
    serializer_class = InsightSerializer
    filterset_class = InsightFilter
    pagination_class = NewestWritten
    scopes = {"list": "read", "retrieve": "read"}

    def get_queryset(self) -> QuerySet[Insight]:
        key = self.request.auth
        if isinstance(key, ApiKey) and ApiKey.Scope.CONVERSATIONS in key.scopes:
            return Insight.objects.for_list(
                Conversation.objects.filter(is_hidden=False)
            )
        return Insight.objects.for_list(Conversation.objects.visible_to(self.viewer))
