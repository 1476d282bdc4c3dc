from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets

from community.api.filters import SinceFilter
from community.api.pagination import NewestFirst
from community.api.views import KeyView
from community.models import Board
from ideas.api.ideas import PersonSerializer
from ideas.models import Release
from ideas.released import for_reading, posts_of, thanked


class ReleaseFilter(django_filters.FilterSet):
    board = django_filters.ModelChoiceFilter(
        queryset=Board.objects.all(), to_field_name="slug"
    )
    updated_since = SinceFilter("updated_at")

    class Meta:
        model = Release
        fields = ["board", "updated_since"]


class ThanksSerializer(serializers.Serializer[Any]):
    """Somebody who is thanked, by name and page, with what for."""

    name = serializers.CharField(source="member.name", read_only=True)
    url = serializers.CharField(source="member.get_absolute_url", read_only=True)
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    board = serializers.SlugRelatedField[Board](slug_field="slug", read_only=True)
    author = PersonSerializer(read_only=True)
    ideas = serializers.SerializerMethodField()
    thanked = serializers.SerializerMethodField()

    class Meta:
        model = Release
        fields = [
            *("id", "url", "title", "notes", "board", "author", "ideas", "thanked"),
            *("released_at", "published_at", "updated_at"),
        ]
        read_only_fields = fields

    def get_ideas(self, release: Release) -> list[int]:
        """The posts that came true in it."""
        return [idea.pk for idea in posts_of(release)]

    @extend_schema_field(ThanksSerializer(many=True))
    def get_thanked(self, release: Release) -> Any:
        people = thanked(release.credits.all())
        return ThanksSerializer(people, many=True).data


class LatestOut(NewestFirst):
    """What came out last stands first."""

    ordering = ("-released_at", "-pk")


@extend_schema(tags=["releases"])
class ReleaseViewSet(mixins.ListModelMixin, KeyView, viewsets.GenericViewSet[Release]):
    """What the firm brought out, with the posts behind it and the people thanked."""

    queryset = Release.objects.none()
    serializer_class = ReleaseSerializer
    filterset_class = ReleaseFilter
    pagination_class = LatestOut
    scopes = {"list": "read"}

    def get_queryset(self) -> QuerySet[Release]:
        return for_reading(Release.objects.visible_to(self.viewer), self.viewer)
