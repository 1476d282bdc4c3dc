from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets

from community.api.pagination import Keyset
from community.models import Standing


class ByRank(Keyset):
    ordering = ("rank", "pk")


class ContributorSerializer(serializers.ModelSerializer[Standing]):
    """One member's standing in the current run: five strands from 0 to 100."""

    name = serializers.CharField(source="member.name", read_only=True)
    url = serializers.CharField(source="member.get_absolute_url", read_only=True)
    company = serializers.CharField(source="member.company", read_only=True)
    is_verified = serializers.BooleanField(source="member.is_verified", read_only=True)
    day = serializers.DateField(source="run.day", read_only=True)

    class Meta:
        model = Standing
        fields: list[Any] = [
            "name",
            "url",
            "company",
            "is_verified",
            "day",
            "rank",
            "score",
            "creative",
            "influential",
            "passionate",
            "vocal",
            "inviting",
            "in_half_percent",
            "door",
        ]


@extend_schema(tags=["contributors"])
class ContributorViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Standing]):
    """Who carries the community: only members who agreed to be counted, today."""

    queryset = Standing.objects.none()
    serializer_class = ContributorSerializer
    pagination_class = ByRank
    filterset_fields = ["in_half_percent"]
    scopes = {"list": "people"}

    def get_queryset(self) -> QuerySet[Standing]:
        return (
            Standing.objects.current()
            .filter(
                member__consents_to_ranking=True,
                member__left_at=None,
                member__is_active=True,
                member__is_staff=False,
            )
            .select_related("member", "run")
        )
