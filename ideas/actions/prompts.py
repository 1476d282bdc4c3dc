from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.models import Board
from ideas.errors import TooManyPrompts
from ideas.models import Idea, Prompt
from ideas.models.prompt import MOST_PROMPTS


@transaction.atomic
def set_prompt(
    prompt: Prompt | None = None, *, board: Board, kind: str = "", **details: Any
) -> Prompt:
    """Ask new posts on a board a question, or change one. Posts that answered keep the
    words that they answered. Raises TooManyPrompts past five for one kind."""
    list(Board.objects.select_for_update().filter(pk=board.pk).values("pk"))
    require_room(board, kind, beside=prompt)
    details |= {"board": board, "kind": kind}
    if prompt is None:
        return Prompt.objects.create(**details)
    return Prompt.objects.update_or_create(pk=prompt.pk, defaults=details)[0]


def require_room(board: Board, kind: str, *, beside: Prompt | None = None) -> None:
    """Raises TooManyPrompts when the board asks five things of such a post already."""
    others = Prompt.objects.exclude(pk=beside.pk) if beside else Prompt.objects.all()
    for each in [kind] if kind else Idea.Kind.values:
        if others.asked_on(board.pk, each).count() >= MOST_PROMPTS:
            raise TooManyPrompts(
                _("Five questions are enough; take one away before you add another.")
            )


def drop_prompt(prompt: Prompt) -> None:
    """Ask no more."""
    Prompt.objects.filter(pk=prompt.pk).delete()
