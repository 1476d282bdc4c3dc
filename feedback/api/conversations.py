from datetime import datetime
from typing import Any

import django_filters
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from community.api.filters import SinceFilter
from community.api.pagination import NewestFirst
from community.fields import Line
from community.models import Board, Conversation, Source
from community.moments import has_been
from feedback.actions.intake import bring_in

OUTSIDE = [
    choice
    for choice in Conversation.Kind.choices
    if choice[0] not in {"idea", "problem", "experience", "comment"}
]


class NewestReceived(NewestFirst):
    ordering = ("-received_at", "-pk")


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    """One thing a customer said, and when each stage was first reached."""

    source = serializers.CharField(  # type: ignore[assignment]
        source="source.slug", read_only=True
    )
    board: "serializers.SlugRelatedField[Board]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    author = serializers.CharField(source="author_name", read_only=True)

    class Meta:
        model = Conversation
        fields = [
            "id",
            "kind",
            "source",
            "external_id",
            "link",
            "author",
            "headline",
            "text",
            "board",
            "phase",
            "rating",
            "waits_for",
            "occurred_at",
            "received_at",
            "read_at",
            "learned_at",
            "decided_at",
            "told_at",
            "updated_at",
        ]


class OutsideSerializer(serializers.Serializer[Any]):
    """What an integration brings in. The same source and external_id is the same one."""

    source = serializers.SlugField(max_length=60)  # type: ignore[assignment]
    external_id = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=OUTSIDE)
    headline = Line(max_length=160)
    text = serializers.CharField(max_length=20_000, allow_blank=True, default="")
    link = serializers.URLField(
        max_length=500, required=False, validators=[URLValidator(["http", "https"])]
    )
    author_email = serializers.EmailField(max_length=254, required=False)
    author_name = Line(max_length=120, required=False)
    board = serializers.SlugRelatedField(
        slug_field="slug", queryset=Board.objects.all(), required=False
    )
    rating = serializers.IntegerField(min_value=1, max_value=5, required=False)
    occurred_at = serializers.DateTimeField(required=False)

    def validate_source(self, source: str) -> str:
        if source == Source.SITE:
            raise serializers.ValidationError(_("Post on the site through /ideas/."))
        return source

    def validate_occurred_at(self, moment: datetime) -> datetime:
        if not has_been(moment):
            raise serializers.ValidationError(_("That time is before 1970 or to come."))
        return moment


class ConversationFilter(django_filters.FilterSet):
    source = django_filters.CharFilter(field_name="source__slug")
    kind = django_filters.ChoiceFilter(choices=Conversation.Kind.choices)
    updated_since = SinceFilter("updated_at")


@extend_schema(tags=["conversations"])
class ConversationViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Conversation],
):
    """Every conversation, from the forum or brought in, with its journey."""

    queryset = Conversation.objects.none()
    serializer_class = ConversationSerializer
    filterset_class = ConversationFilter
    pagination_class = NewestReceived
    scopes = {
        "list": "conversations",
        "retrieve": "conversations",
        "create": "conversations",
    }

    def get_queryset(self) -> QuerySet[Conversation]:
        return Conversation.objects.filter(is_hidden=False).select_related(
            "source", "board", "member"
        )

    @extend_schema(
        request=OutsideSerializer,
        responses={201: ConversationSerializer, 200: ConversationSerializer},
    )
    def create(self, request: Request) -> Response:
        """Bring in a conversation; 201 when new, 200 when it was known."""
        said = OutsideSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        conversation, is_new = bring_in(**said.validated_data)
        body = ConversationSerializer(conversation).data
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(body, status=code)
