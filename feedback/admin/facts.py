"""What a colleague sees about one conversation besides its words."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from community.models import Conversation, Member, Stage
from feedback.models import Evidence, Handoff, Question
from ideas.models import Answer, Comment, Follow, Idea, Merge, Twin
from ideas.models.idea import IdeaQuerySet
from ideas.reading import backing


@dataclass
class Facts:
    """Asked for when the page needs them; each costs one query."""

    handoff: Handoff

    @property
    def said(self) -> Conversation:
        return self.handoff.conversation

    @cached_property
    def idea(self) -> Idea | None:
        """The post that this conversation is, if it is one."""
        return (
            Idea.objects.select_related("conversation", "author", "board")
            .filter(conversation=self.said)
            .first()
        )

    @cached_property
    def comment(self) -> Comment | None:
        if self.said.kind != Conversation.Kind.COMMENT:
            return None
        return (
            Comment.objects.select_related("idea__conversation")
            .filter(conversation=self.said)
            .first()
        )

    @cached_property
    def answer(self) -> Answer | None:
        """The firm's newest word on the post."""
        if self.idea is None:
            return None
        return Answer.objects.filter(idea=self.idea).select_related("by").first()

    @cached_property
    def decision(self) -> Stage | None:
        """What was decided on something else than a post, with its reason."""
        if self.idea or self.said.decided_at is None:
            return None
        found = self.said.stages.filter(stage=Stage.Name.DECIDED).exclude(reason="")
        return found.select_related("by").order_by("-pk").first()

    @cached_property
    def merges(self) -> list[Merge]:
        """What the post was folded into, and what was folded into it."""
        if self.idea is None:
            return []
        here = Q(idea=self.idea) | Q(into=self.idea)
        standing = Merge.objects.filter(here, undone_at=None).order_by("pk")
        return list(
            standing.select_related("by", "idea__conversation", "into__conversation")
        )

    @cached_property
    def near(self) -> list[Idea]:
        """Posts that say nearly the same, the nearest first."""
        if self.idea is None:
            return []
        alike = foldable(self.idea).near(self.idea)
        return list(alike.select_related("conversation")[:8])

    @cached_property
    def twins(self) -> list[tuple[Twin, Idea]]:
        """What it seems to repeat, each with the other post."""
        if self.idea is None:
            return []
        here = Q(one=self.idea) | Q(other=self.idea)
        found = Twin.objects.suggested().for_desk().filter(here)[:5]
        return [(twin, twin.beside(self.idea)) for twin in found]

    @cached_property
    def backing(self) -> tuple[int, int]:
        """How many people want it, and how many of them are confirmed customers."""
        if self.idea is None:
            return (0, 0)
        return (self.idea.vote_count, backing(self.idea).confirmed)

    @cached_property
    def taught_count(self) -> int:
        """In how many insights this person's words stood before."""
        if self.said.member_id is None:
            return 0
        return (
            Evidence.objects.filter(conversation__member=self.said.member_id)
            .exclude(conversation=self.said)
            .values("insight")
            .distinct()
            .count()
        )

    @cached_property
    def questions(self) -> list[Question]:
        found = Question.objects.filter(conversation=self.said)
        return list(found.select_related("by").order_by("asked_at"))

    @cached_property
    def evidence(self) -> list[Evidence]:
        found = Evidence.objects.filter(conversation=self.said)
        return list(found.select_related("insight__by").order_by("pk"))

    @cached_property
    def follower_count(self) -> int:
        """Who hears of a decision besides the author."""
        if self.idea is None:
            return 0
        family = Q(idea=self.idea) | Q(idea__merged_into=self.idea)
        others = Follow.objects.filter(family).exclude(member=self.idea.author_id)
        return others.values("member").distinct().count()

    @property
    def author(self) -> Member | None:
        return self.said.member


def foldable(idea: Idea) -> IdeaQuerySet:
    """What a post can be folded into."""
    return Idea.objects.listed().exclude(pk=idea.pk)


def facts_of(handoff: Handoff) -> Facts:
    return Facts(handoff)
