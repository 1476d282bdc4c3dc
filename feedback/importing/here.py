"""What stands on this site already when a folder comes, perhaps again and grown."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Q
from django.db.models.functions import Lower

from community.forgotten import PREFIX, forgotten
from community.models import Conversation, Member
from feedback.importing.rows import CommentRow, IdeaRow, MemberRow
from ideas.models import Idea
from ideas.models.idea import LISTED


@dataclass(frozen=True)
class Here:
    """By outside id what earlier runs took in; who may say nothing new, and where."""

    folder: str
    members: dict[str | None, int]
    ideas: dict[str | None, int]
    comments: set[str | None]
    silent: set[str | None]  # outside ids and addresses
    closed: set[str | None]  # outside ids of posts that take no comments

    @classmethod
    def of(cls, folder: str) -> Self:
        ours = f"{folder}:"
        members = Member.objects.filter(
            Q(external_id__startswith=ours) | Q(external_id__startswith=PREFIX)
        )
        silent = Member.objects.filter(is_active=False)
        said = Conversation.objects.filter(source__slug="site")
        ideas = Idea.objects.filter(
            conversation__source__slug="site",
            conversation__external_id__startswith=ours,
        )
        closed = ideas.exclude(status__in=LISTED)
        comments = said.filter(external_id__startswith=f"{folder}/comments:")
        key = "conversation__external_id"
        return cls(
            folder=folder,
            members=dict(members.values_list("external_id", "pk")),
            ideas=dict(ideas.values_list(key, "pk")),
            comments=set(comments.values_list("external_id", flat=True)),
            silent={
                *silent.values_list("external_id", flat=True),
                *silent.values_list(Lower("email"), flat=True),
            }
            - {None},
            closed=set(closed.values_list(key, flat=True)),
        )

    def key(self, row: MemberRow | IdeaRow) -> str:
        return f"{self.folder}:{row.id}"

    def comment_key(self, row: CommentRow) -> str:
        """Comments have ids of their own, which may be those of ideas."""
        return f"{self.folder}/comments:{row.id}"

    def member(self, row: MemberRow) -> int | None:
        key = self.key(row)
        return self.members.get(key) or self.members.get(forgotten(key))

    def is_silent(self, row: MemberRow) -> bool:
        """They left or are suspended, here or under the same address."""
        key = self.key(row)
        return not self.silent.isdisjoint({key, forgotten(key), row.email})

    def takes_comments(self, idea: str) -> bool:
        return f"{self.folder}:{idea}" not in self.closed
