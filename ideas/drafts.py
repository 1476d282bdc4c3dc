"""Where somebody writes, and what is kept for them of what they wrote there."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from community.models import Draft, Member
from community.requests import MemberRequest, row_number
from ideas.models import Comment, Idea


@dataclass(frozen=True)
class Writing:
    """A place to write, its door for drafts, and the draft that the page shows, if any.

    `other` stands in the same place and is not shown, since something else was begun:
    then nothing is kept but on the device.
    """

    place: str
    door: str
    draft: Draft | None = None
    other: Draft | None = None

    @property
    def words(self) -> dict[str, str]:
        return dict(self.draft.words) if self.draft else {}

    @property
    def query(self) -> str:
        """What the address of its page asks for, besides."""
        return "".join(self.door.partition("?")[1:])

    def with_draft(self, draft: Draft | None) -> "Writing":
        return replace(self, draft=draft, other=None)


def new_post(request: MemberRequest) -> Writing:
    """One place for each board that the composer was opened for, and one for none."""
    board = row_number(request.GET.get("board", ""))
    query = f"?{urlencode({'board': board})}" if board else ""
    place = f"ideas.idea:{board or 'new'}"
    writing = Writing(place, reverse("ideas:idea-draft") + query)
    draft = Draft.objects.at(place, of=request.user).first()
    begun = request.GET.get("title", "").strip()
    if draft and begun and begun != draft.words.get("title", "").strip():
        return replace(writing, other=draft)
    return writing.with_draft(draft)


def new_comment(viewer: Member, idea: Idea, answered: Comment | None = None) -> Writing:
    """One place under each post, and one for each comment that is answered there."""
    place = f"ideas.comment:{idea.pk}" + (f":{answered.pk}" if answered else "")
    door = reverse("ideas:comment-draft", args=[idea.pk])
    return Writing(place, door, Draft.objects.at(place, of=viewer).first())
