from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.api.views import KeyView
from community.fields import Line
from community.models import Board
from community.requests import row_number
from ideas.actions.held import submit_idea
from ideas.actions.votes import cast_vote, withdraw_vote
from ideas.api.filters import IdeaFilter
from ideas.errors import WaitsForALook
from ideas.models import Held, Idea
from ideas.models.idea import LONGEST_TITLE, SHORTEST_TITLE
from ideas.reading import idea_for_vote


class PersonSerializer(serializers.Serializer[Any]):
    """Somebody by name and page; never an address."""

    name = serializers.CharField(read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)


class IdeaSerializer(serializers.ModelSerializer[Idea]):
    title = Line(max_length=LONGEST_TITLE, min_length=SHORTEST_TITLE)
    body = serializers.CharField(max_length=20_000, allow_blank=True, default="")
    board = serializers.SlugRelatedField(
        slug_field="slug", queryset=Board.objects.all()
    )
    author = PersonSerializer(read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    has_voted = serializers.BooleanField(read_only=True, default=False)
    journey = serializers.SerializerMethodField()

    class Meta:
        model = Idea
        fields = [
            "id",
            "url",
            "kind",
            "title",
            "body",
            "board",
            "author",
            "status",
            "status_note",
            "merged_into",
            "vote_count",
            "comment_count",
            "has_voted",
            "journey",
            "created_at",
            "updated_at",
        ]
        read_only_fields = [
            "status",
            "status_note",
            "merged_into",
            "vote_count",
            "comment_count",
            "created_at",
            "updated_at",
        ]

    def get_journey(self, idea: Idea) -> dict[str, str | None]:
        """When each stage was first reached; null where it was not."""
        said = idea.conversation
        stages = ["received", "read", "learned", "decided", "told"]
        times = {stage: getattr(said, f"{stage}_at") for stage in stages}
        return {stage: at.isoformat() if at else None for stage, at in times.items()}


class VoteSerializer(serializers.Serializer[Any]):
    has_voted = serializers.BooleanField()
    vote_count = serializers.IntegerField()


@extend_schema(tags=["posts"])
class IdeaViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    KeyView,
    viewsets.GenericViewSet[Idea],
):
    """Ideas, problems and experiences that customers posted."""

    queryset = Idea.objects.none()
    serializer_class = IdeaSerializer
    filterset_class = IdeaFilter
    scopes = {
        "list": "read",
        "retrieve": "read",
        "create": "post",
        "vote": "post",
        "withdraw": "post",
    }
    needs_member = ("create", "vote", "withdraw")

    def get_queryset(self) -> QuerySet[Idea]:
        return Idea.objects.visible_to(self.viewer).for_list(self.viewer)

    def perform_create(self, serializer: serializers.BaseSerializer[Idea]) -> None:
        made = submit_idea(author=self.member, **serializer.validated_data)
        if isinstance(made, Held):
            raise WaitsForALook(made.why)
        serializer.instance = made

    @extend_schema(request=None, responses=VoteSerializer)
    @action(detail=True, methods=["put"])
    def vote(self, request: Request, pk: str) -> Response:
        """Say that the key's member wants this. Saying it again changes nothing."""
        idea = cast_vote(self._for_vote(pk), voter=self.member)
        return Response({"has_voted": True, "vote_count": idea.vote_count})

    @extend_schema(request=None, responses={200: VoteSerializer})
    @vote.mapping.delete
    def withdraw(self, request: Request, pk: str) -> Response:
        """Say that the key's member does not want this."""
        idea = withdraw_vote(self._for_vote(pk), voter=self.member)
        return Response({"has_voted": False, "vote_count": idea.vote_count})

    def _for_vote(self, pk: str) -> Idea:
        idea = idea_for_vote(row_number(pk), viewer=self.member)
        if idea is None:
            raise Http404
        return idea
