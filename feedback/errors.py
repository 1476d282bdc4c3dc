"""What the desk refuses, in words that say what to do."""

from community.errors import DomainError


class NotInTheWords(DomainError):
    """An excerpt that does not stand in what was said."""


class NoEvidence(DomainError):
    """An insight without anybody's words."""


class NotReadYet(DomainError):
    """Learning and deciding need somebody to have read it."""


class AlreadyClosed(DomainError):
    """The hand-off is no longer in a queue."""


class CannotBeAsked(DomainError):
    """The author of the conversation cannot be reached."""


class AlreadyAnswered(DomainError):
    """A question is answered once; an insight's author replies once."""


class BadAddress(DomainError):
    """A webhook address that Hearth will not call."""


class BadFolder(DomainError):
    """An import folder with rows that cannot be taken."""


class NoWords(DomainError):
    """Something that needs words came without any."""


class AlreadyTaken(DomainError):
    """Another colleague took the hand-off."""


class NoTeam(DomainError):
    """There is no team to hand it to."""
