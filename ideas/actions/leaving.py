"""What goes from the forum when somebody takes their words along."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Func, Q, QuerySet, Value
from django.utils import timezone

from community.actions.words import blank_news, gone, rename_in_log
from community.models import Contribution, Member, Notice
from community.slugs import short_slug
from ideas.models import Answer, Comment, Idea


def forget_words(member: Member, *, said: Sequence[int]) -> None:
    """Blank what copies the member's words: contests, news, and addresses of titles."""
    ideas = _keys(Idea.objects.filter(conversation__in=said))
    comments = _keys(Comment.objects.filter(conversation__in=said))
    contests = Answer.objects.filter(contested_by=member)
    effects = [f"contest:{pk}" for pk in _keys(contests)]
    effects += [f"comment:{pk}" for pk in comments]
    effects += [f"mention:{pk}" for pk in said]
    contests.update(contest=gone())
    blank_news(Q(effect__in=effects) | _under(ideas))
    _readdress(ideas)
    Idea.objects.filter(pk__in=ideas).update(updated_at=timezone.now())
    rename_in_log(Idea, ideas)
    rename_in_log(Comment, comments)


def _under(ideas: Sequence[int]) -> Q:
    """Whatever has the address of one of these."""
    numbers = "|".join(str(pk) for pk in ideas)
    return Q(url__regex=rf"^/ideas/({numbers})/") if ideas else Q(pk__in=[])


def _readdress(ideas: Sequence[int]) -> None:
    """An address says the title again: others' rows lead there by its number alone."""
    slug = Value(rf"\1{short_slug(gone())}")
    anew = Func(
        F("url"), Value(r"^(/ideas/\d+/)[^/?#]*"), slug, function="regexp_replace"
    )
    for rows in (Contribution.objects, Notice.objects):
        rows.filter(_under(ideas)).update(url=anew)


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True))
