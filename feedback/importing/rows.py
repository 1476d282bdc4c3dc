"""What the rows of an import folder say."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class MemberRow:
    id: str
    name: str
    email: str
    joined_at: datetime
    is_verified: bool
    consents: bool
    company: str


@dataclass(frozen=True)
class IdeaRow:
    id: str
    author: str
    board: str
    title: str
    body: str
    created_at: datetime
    status: str


@dataclass(frozen=True)
class VoteRow:
    """A vote for an idea, or that somebody saw it and did not vote."""

    idea: str
    member: str
    is_vote: bool
    cast_at: datetime


@dataclass(frozen=True)
class CommentRow:
    id: str
    idea: str
    author: str
    body: str
    created_at: datetime


ImportRow = MemberRow | IdeaRow | VoteRow | CommentRow
