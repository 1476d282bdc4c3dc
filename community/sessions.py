"""Sessions in the database, each read together with its member."""

import hashlib
from contextvars import ContextVar
from datetime import datetime
from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY, middleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from community.asked_often import asked_often
from community.models import Member, Session

ABOUT_BROWSER = ["browser", "system", "first_seen_at", "last_seen_at"]
_awaited: Any = sync_to_async
_came_along: ContextVar[Member | None] = ContextVar("came_along", default=None)


@asked_often
def session_by(key: str, now: datetime) -> QuerySet[Session]:
    wanted = Session.objects.filter(session_key=key, expire_date__gt=now)
    return wanted.select_related("member")


class SessionStore(db.SessionStore):
    """Django's, under the hash of the key: who reads the table can be nobody by it."""

    row: Session | None = None

    @property
    def member(self) -> Member | None:
        return self.row.member if self.row else None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = session_by(_hash(self.session_key or ""), timezone.now())
        if found is None:
            self._session_key = None
        self.row = found
        return found

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(_hash(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made = cast("Session", super().create_model_instance(data))
        made.session_key = _hash(made.session_key)
        made.member_id = data.get(SESSION_KEY)
        if self.row and str(self.row.member_id) == str(made.member_id):
            for field in ABOUT_BROWSER:  # it got another key, and is the same one
                setattr(made, field, getattr(self.row, field))
        return made

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            Session.objects.filter(session_key=_hash(key)).delete()

    # Django's own would keep the key itself.
    _aget_session_from_db = _awaited(_get_session_from_db)
    aexists = _awaited(exists)
    acreate_model_instance = _awaited(create_model_instance)
    adelete = _awaited(delete)


class MemberBackend(AuthenticationBackend):
    """allauth's ways to sign in; whoever came along with the session is not asked for anew."""

    def get_user(self, user_id: Any) -> Member | None:
        member = _came_along.get()
        if member is None or str(member.pk) != str(user_id):
            member = Member.objects.filter(pk=user_id).first()
        return member if member and self.user_can_authenticate(member) else None


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's, which judges the member that came along with the session.

    `request.user` is no stand-in: every page asks for it, if only for its time zone.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = cast("Member", _member_of(request))


def _member_of(request: HttpRequest) -> Member | AnonymousUser:
    request.session.get(SESSION_KEY)  # reads it, and with it the member
    token = _came_along.set(getattr(request.session, "member", None))
    try:
        return middleware.get_user(request)
    finally:
        _came_along.reset(token)


def row_key_of(session: SessionBase) -> str:
    """The key under which its row stands."""
    return _hash(session.session_key or "")


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
