from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.member import Member


class Session(AbstractBaseSession):
    """A browser that came: `session_key` is the hash of what its cookie says."""

    session_key = models.CharField(_("session key"), max_length=64, primary_key=True)
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
