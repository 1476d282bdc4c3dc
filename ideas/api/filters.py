import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.api.filters import SinceFilter
from community.models import Board
from ideas.models import Comment, Idea
from ideas.models.idea import LISTED, TAKE_VOTES

PLACES = [("best", _("Best")), ("trending", _("Trending")), ("needs", _("Needs votes"))]


class IdeaFilter(django_filters.FilterSet):
    """`order` leaves out what has no place in it: what was folded in, and of what needs
    votes what takes none."""

    board = django_filters.ModelChoiceFilter(
        queryset=Board.objects.all(), to_field_name="slug"
    )
    updated_since = SinceFilter("updated_at")
    order = django_filters.ChoiceFilter(
        choices=PLACES,
        method="placed",
        help_text="First what stands highest, instead of what is newest.",
    )

    class Meta:
        model = Idea
        fields = ["board", "kind", "status", "updated_since", "order"]

    def placed(self, ideas: QuerySet[Idea], _name: str, order: str) -> QuerySet[Idea]:
        return ideas.filter(status__in=TAKE_VOTES if order == "needs" else LISTED)


class CommentFilter(django_filters.FilterSet):
    created_since = SinceFilter("created_at")

    class Meta:
        model = Comment
        fields = ["idea", "created_since"]
