import django_filters

from community.api.filters import SinceFilter
from community.models import Board
from ideas.models import Comment, Idea


class IdeaFilter(django_filters.FilterSet):
    board = django_filters.ModelChoiceFilter(
        queryset=Board.objects.all(), to_field_name="slug"
    )
    updated_since = SinceFilter("updated_at")

    class Meta:
        model = Idea
        fields = ["board", "kind", "status", "updated_since"]


class CommentFilter(django_filters.FilterSet):
    created_since = SinceFilter("created_at")

    class Meta:
        model = Comment
        fields = ["idea", "created_since"]
