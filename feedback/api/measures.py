from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from community.api.filters import refuse_unknown
from community.api.views import KeyView
from feedback.measures.co_creators import CoCreators, co_creators
from feedback.measures.funnel import FunnelRow, funnel


class AskedSerializer(serializers.Serializer[Any]):
    weeks = serializers.IntegerField(min_value=1, max_value=104, default=12)


class CoCreatorsSerializer(serializers.Serializer[Any]):
    """`count`: confirmed customers whose own words stand as evidence and who said
    “that's it” within 90 days. Beside it the guards."""

    count = serializers.IntegerField()
    not_quite = serializers.IntegerField()
    no_reply = serializers.IntegerField()
    half_percent_a_year_ago = serializers.IntegerField()
    half_percent_still_active = serializers.IntegerField()
    rows = serializers.ListField(child=serializers.DictField())


class FunnelRowSerializer(serializers.Serializer[Any]):
    """How many conversations reached each stage; `elsewhere` is the known volume of
    sources that are not connected."""

    name = serializers.CharField()
    key = serializers.CharField()
    received = serializers.IntegerField()
    read = serializers.IntegerField()
    learned = serializers.IntegerField()
    decided = serializers.IntegerField()
    told = serializers.IntegerField()
    unreachable = serializers.IntegerField()
    elsewhere = serializers.IntegerField()


class MeasuresSerializer(serializers.Serializer[Any]):
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    co_creators = CoCreatorsSerializer()
    total = FunnelRowSerializer()
    weeks = FunnelRowSerializer(many=True)
    sources = FunnelRowSerializer(many=True)


class MeasuresView(KeyView):
    """Co-creators, and the funnel by week and by source."""

    scopes = {"get": "measures"}

    @extend_schema(
        tags=["measures"],
        parameters=[OpenApiParameter("weeks", int, description="1 to 104, or 12")],
        responses=MeasuresSerializer,
    )
    def get(self, request: Request) -> Response:
        refuse_unknown(request, {"weeks"})
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        until = timezone.now()
        since = until - timedelta(weeks=asked.validated_data["weeks"])
        found = funnel(since, until)
        return Response(
            {
                "since": since,
                "until": until,
                "co_creators": _co_creators(co_creators(until)),
                "total": _row(found.total),
                "weeks": [_row(row) for row in found.weeks],
                "sources": [_row(row) for row in found.sources],
            }
        )


def _row(row: FunnelRow) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name != "week"}


def _co_creators(found: CoCreators) -> dict[str, Any]:
    """The number, its guards, and the rows behind: members by name, never by address."""
    rows = [
        {
            "member": row.member.name,
            "sentence": row.evidence.insight.sentence,
            "excerpt": row.evidence.excerpt,
            "replied_at": row.evidence.replied_at,
        }
        for row in found.rows
    ]
    return {
        "count": found.count,
        "not_quite": found.not_quite,
        "no_reply": found.no_reply,
        "half_percent_a_year_ago": found.half_percent_a_year_ago,
        "half_percent_still_active": found.half_percent_still_active,
        "rows": rows,
    }
