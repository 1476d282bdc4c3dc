from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community.browsers import Browser
from community.models.member import Member

KEPT_ANEW = ["session_data", "expire_date", "member"]


class Session(AbstractBaseSession):
    """A browser that came: `session_key` is the hash of what its cookie says."""

    session_key = models.CharField(_("session key"), max_length=64, primary_key=True)
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    browser = models.CharField(_("browser"), max_length=60, db_default="")
    system = models.CharField(_("system"), max_length=60, db_default="")
    first_seen_at = models.DateTimeField(_("first seen"), db_default=Now())
    last_seen_at = models.DateTimeField(_("last seen"), db_default=Now())

    def __str__(self) -> str:
        return str(Browser(self.browser, self.system))

    @property
    def handle(self) -> str:
        """What a form calls it, which says nothing of its key."""
        seal = salted_hmac("community.session", self.session_key, algorithm="sha256")
        return seal.hexdigest()[:32]

    def save(self, *, force_update: bool = False, **options: Any) -> None:
        """A row that stands keeps what was written about its browser."""
        if force_update:
            options["update_fields"] = KEPT_ANEW
        super().save(force_update=force_update, **options)
