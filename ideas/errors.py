"""What the forum refuses, in words that say what to do."""

from community.errors import DomainError


class VotingClosed(DomainError):
    """The idea's status takes no votes."""


class OwnIdea(DomainError):
    """Nobody votes for their own idea, or marks their own comment helpful."""


class CommentsClosed(DomainError):
    """The idea takes no more comments."""


class NotYours(DomainError):
    """Only the author may change it."""


class CannotMerge(DomainError):
    """The two ideas cannot be folded together."""


class CannotContest(DomainError):
    """Only the author contests a decline, and only once."""


class BadStatus(DomainError):
    """A decision cannot make this status."""


class TooManyPins(DomainError):
    """A board has three places for pinned posts."""


class TooManyPrompts(DomainError):
    """A board asks five things of a new post at the most."""


class NotShipped(DomainError):
    """A release is published once all of its posts have come true."""


class NotTaken(DomainError):
    """A rule on words or links refuses it."""


class WaitsForALook(DomainError):
    """A colleague looks at it before anybody reads it."""
