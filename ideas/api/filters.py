import django_filters

from community.models import Board
from ideas.models import Comment, Idea


class IdeaFilter(django_filters.FilterSet):
    board = django_filters.ModelChoiceFilter(
        queryset=Board.objects.all(), to_field_name="slug"
    )
    updated_since = django_filters.IsoDateTimeFilter(
        field_name="updated_at", lookup_expr="gte"
    )

    class Meta:
        model = Idea
        fields = ["board", "kind", "status", "updated_since"]


class CommentFilter(django_filters.FilterSet):
    created_since = django_filters.IsoDateTimeFilter(
        field_name="created_at", lookup_expr="gte"
    )

    class Meta:
        model = Comment
        fields = ["idea", "created_since"]
