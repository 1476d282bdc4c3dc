from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets

from community.api.views import KeyView
from community.fields import Words
from ideas.actions.held import submit_comment
from ideas.api.filters import CommentFilter
from ideas.api.ideas import PersonSerializer
from ideas.errors import WaitsForALook
from ideas.models import Comment, Held, Idea


class CommentSerializer(serializers.ModelSerializer[Comment]):
    text = Words(source="body", max_length=8000)
    author = PersonSerializer(read_only=True)
    reply_to = serializers.PrimaryKeyRelatedField(
        source="parent",
        queryset=Comment.objects.shown(),
        required=False,
        allow_null=True,
    )
    idea = serializers.PrimaryKeyRelatedField(queryset=Idea.objects.all())
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Comment
        fields = [
            "id",
            "url",
            "idea",
            "reply_to",
            "author",
            "text",
            "helpful_count",
            "created_at",
        ]
        read_only_fields = ["helpful_count", "created_at"]

    def validate(self, attrs: dict) -> dict:
        """A reply answers a comment of the same idea."""
        parent = attrs.get("parent")
        if parent and parent.idea_id != attrs["idea"].pk:
            raise serializers.ValidationError({"reply_to": _("It is on another idea.")})
        return attrs


@extend_schema(tags=["comments"])
class CommentViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    KeyView,
    viewsets.GenericViewSet[Comment],
):
    """What people said about posts."""

    queryset = Comment.objects.none()
    serializer_class = CommentSerializer
    filterset_class = CommentFilter
    scopes = {"list": "read", "create": "post"}
    needs_member = ("create",)

    def get_queryset(self) -> QuerySet[Comment]:
        return (
            Comment.objects.visible_to(self.viewer)
            .for_thread(self.viewer)
            .select_related("idea__conversation")
        )

    def perform_create(self, serializer: serializers.BaseSerializer[Comment]) -> None:
        said = serializer.validated_data
        visible = Idea.objects.visible_to(self.member).select_related(
            "conversation", "author", "board"
        )
        made = submit_comment(
            get_object_or_404(visible, pk=said["idea"].pk),
            author=self.member,
            text=said["body"],
            reply_to=said.get("parent"),
        )
        if isinstance(made, Held):
            raise WaitsForALook(made.why)
        serializer.instance = made
