"""What a conversation said before, change by change."""

from dataclasses import dataclass
from datetime import datetime

from community.differences import Piece, changes
from community.models import Conversation, Member, Revision
from community.models.revision import RevisionQuerySet
from community.paging import page_of

CHANGES_A_PAGE = 10


@dataclass(frozen=True)
class Change:
    """Who made other words of it, when, and which."""

    by: Member
    at: datetime
    headline: list[Piece]
    text: list[Piece]


@dataclass(frozen=True)
class History:
    """Some changes, newest first, the cursor of those before, and at the end the first words."""

    changes: list[Change]
    cursor: str
    first: Revision | None


def history_of(conversation: Conversation, *, cursor: str = "") -> History:
    """In two queries, however often it was changed. Whether the viewer may see the
    conversation is for whoever asks to know."""
    said = Revision.objects.of(conversation.pk)
    page = page_of(said, by="-at", cursor=cursor, size=CHANGES_A_PAGE)
    after = _what_followed(page.rows, said, conversation)
    found = []
    for row in page.rows:
        headline = changes(row.headline, after.headline)
        found.append(Change(row.by, row.at, headline, changes(row.text, after.text)))
        after = row
    first = page.rows[-1] if page.rows and not page.cursor else None
    return History(found, page.cursor, first)


def _what_followed(
    rows: list[Revision], said: RevisionQuerySet, conversation: Conversation
) -> Revision | Conversation:
    """The words that the newest of these rows was changed into."""
    if not rows:
        return conversation
    newest = rows[0]
    later = said.filter(at__gte=newest.at).exclude(pk=newest.pk)
    later = later.exclude(at=newest.at, pk__lt=newest.pk)
    return later.order_by("at", "pk").first() or conversation
