"""Make what a test needs by the real actions; say only what matters to it."""

import io
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from community.actions.attachments import take_picture
from community.actions.conversations import receive
from community.actions.firm import open_board
from community.actions.members import add_member
from community.actions.vouching import verify
from community.models import Attachment, Board, Conversation, Member
from community.quiet import quiet
from feedback.models import Handoff, Team, TeamMember
from ideas.actions.comments import post_comment
from ideas.actions.ideas import post_idea
from ideas.actions.releases import write_release
from ideas.models import Comment, Idea, Release, Twin

numbers = count(1)


def make_member(*, verified: bool = False, **details: Any) -> Member:
    n = next(numbers)
    details = {"email": f"member{n}@example.com", "name": f"Member {n}"} | details
    member = add_member(**details)
    if verified:
        verify(member, how=Member.Verified.CUSTOMER_LIST)
    return member


def make_colleague(**details: Any) -> Member:
    return make_member(is_staff=True, **details)


def make_administrator(**details: Any) -> Member:
    return make_member(is_staff=True, is_superuser=True, **details)


def make_board(name: str = "", **details: Any) -> Board:
    return open_board(name or f"Board {next(numbers)}", **details)


def make_idea(title: str = "", **details: Any) -> Idea:
    """An idea by somebody, on some board, that no door counts."""
    n = next(numbers)
    details.setdefault("author", None)
    author = details.pop("author") or make_member()
    board = details.pop("board", None) or make_board()
    with quiet():
        return post_idea(
            author=author,
            board=board,
            title=title or f"A quiet lid, please {n}",
            **details,
        )


def make_twins(title: str = "", other_title: str = "") -> Twin:
    """Two ideas that seem to say the same, as the task finds them."""
    n = next(numbers)
    title = title or f"The cover number {n} rattles"
    one, other = make_idea(title), make_idea(other_title or title)
    return Twin.objects.create(one=one, other=other, score=0.9, found_at=timezone.now())


def make_comment(idea: Idea | None = None, **details: Any) -> Comment:
    author = details.pop("author", None) or make_member()
    text = details.pop("text", f"The same here since winter {next(numbers)}.")
    with quiet():
        return post_comment(idea or make_idea(), author=author, text=text, **details)


def make_picture(size: tuple[int, int] = (60, 40), kind: str = "PNG") -> bytes:
    """The bytes of a picture as somebody would send it."""
    file = io.BytesIO()
    Image.new("RGB", size, (200, 90, 30)).save(file, kind)
    return file.getvalue()


def make_attachment(member: Member | None = None, *, alt: str = "A lid") -> Attachment:
    with quiet():
        file = io.BytesIO(make_picture())
        return take_picture(file, by=member or make_member(), alt=alt)


def make_ticket(text: str = "It leaks at the seal.", **details: Any) -> Conversation:
    """A conversation from a support desk."""
    said = {
        "source": "tickets",
        "kind": Conversation.Kind.TICKET,
        "headline": text[:80],
        "text": text,
        "external_id": str(next(numbers)),
    }
    return receive(**said | details)[0]


def make_release(*ideas: Idea, **said: Any) -> Release:
    """A release that is being written: nobody sees it yet."""
    details = {"title": "Autumn", "notes": "A *quiet* lid.", "board": None} | said
    by = details.pop("by", None) or make_colleague(name="Jonas")
    return write_release(
        None, by=by, ideas=ideas, released_at=timezone.now(), **details
    )


def make_team(name: str = "", *members: Member, **details: Any) -> Team:
    n = next(numbers)
    details = {"slug": f"team-{n}"} | details
    team = Team.objects.create(name=name or f"Team {n}", **details)
    TeamMember.objects.bulk_create(
        [TeamMember(team=team, member=member) for member in members]
    )
    return team


def make_handoff(conversation: Conversation | None = None, **details: Any) -> Handoff:
    conversation = conversation or make_idea().conversation
    found = Handoff.objects.open().filter(conversation=conversation).first()
    if found:
        return found
    details.setdefault("team", None)
    team = details.pop("team") or make_team()
    values = {
        "received_at": conversation.received_at,
        "created_at": conversation.received_at,
        "due_at": conversation.received_at,
    }
    return Handoff.objects.create(
        conversation=conversation, team=team, reason="a test", **values | details
    )
