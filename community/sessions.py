"""The session of a request and the member behind it, each by a query worked out once."""

from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from community.asked_often import asked_often
from community.models import Member


@asked_often
def session_by(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@asked_often
def member_by(pk: int) -> QuerySet[Member]:
    return Member.objects.filter(pk=pk)


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = session_by(self.session_key or "", timezone.now())
        if found is None:
            self._session_key = None
        return found


class MemberBackend(AuthenticationBackend):
    """allauth's ways to sign in."""

    def get_user(self, user_id: Any) -> Member | None:
        member = member_by(user_id)
        return member if member and self.user_can_authenticate(member) else None
