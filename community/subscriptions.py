"""The links in mails that turn them off: signed, for one member and one kind."""

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from community.models.notice import NoticeKind

ALL, DIGEST = "all", "digest"
SALT = "hearth.mail-off"


@dataclass(frozen=True)
class Subscription:
    """What a mail belongs to: a kind of notice, the digest, or all there is."""

    member_id: int
    scope: str

    @property
    def token(self) -> str:
        """Says whose and what in clear; the signature is what opens the door."""
        return _signer().sign(f"{self.scope}.{self.member_id}")

    @property
    def address(self) -> str:
        return settings.BASE_URL + reverse("community:mail-off", args=[self.token])

    @property
    def label(self) -> str:
        """What stops, in words."""
        if self.scope == ALL:
            return _("All mail about what happens here")
        if self.scope == DIGEST:
            return _("The digest")
        if self.scope in settings.MAIL_SCOPES:
            return str(settings.MAIL_SCOPES[self.scope][0])
        return str(NoticeKind(self.scope).label)


def read_token(token: str) -> Subscription | None:
    """What a link speaks of, or None if it is not of our making."""
    try:
        scope, _dot, number = _signer().unsign(token).partition(".")
    except BadSignature:
        return None
    is_known = scope in {ALL, DIGEST, *NoticeKind.values, *settings.MAIL_SCOPES}
    return Subscription(int(number), scope) if is_known and number.isdigit() else None


def _signer() -> Signer:
    return Signer(salt=SALT)
