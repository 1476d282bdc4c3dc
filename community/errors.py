"""What the community refuses, in words that say what to do."""

import re


class DomainError(Exception):
    """A refusal: shown as a message in HTML and as 409 `{"code", "detail"}` by the API."""

    @property
    def code(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class TooOften(DomainError):
    """A limit at a door; the API answers 429."""


class NotAllowed(DomainError):
    """The member may not do this; the API answers 403."""


class AddressTaken(DomainError):
    """Another member has this e-mail address."""


class InvitationSpent(DomainError):
    """The invitation link is unknown or no longer open."""


class NoReason(DomainError):
    """What is done to somebody, or taken back, needs a reason."""


class AlreadyAnswered(DomainError):
    """It was appealed or answered before."""


class OutOfOrder(DomainError):
    """A conversation cannot reach this stage yet."""


class NeverBeen(DomainError):
    """A time before 1970, or one to come."""


class HeardEnough(DomainError):
    """They have heard twice this month what they did not ask for."""


class WishesNoLetters(DomainError):
    """They have not agreed to be contacted."""


class DraftMoved(DomainError):
    """Words that were kept meanwhile, from another device, would be lost."""


class BadPicture(DomainError):
    """A file that is no picture, or too large a one."""


class ForeignPicture(DomainError):
    """A picture in what somebody wrote that is not theirs, or stands elsewhere."""


class HardToRead(DomainError):
    """A colour has too little contrast with what it stands on."""


class NothingSaid(DomainError):
    """A text that has to be there is empty."""


class TooManyNames(DomainError):
    """More people are named in a text than would be told for good reason."""
