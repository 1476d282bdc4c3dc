"""A session is kept under a hash, knows its member, and ends when it should."""

from collections.abc import Callable

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from community.actions.forgetting import end_sessions
from community.models import Member, Session
from community.sessions import AuthenticationMiddleware, SessionStore
from community.tasks import clean_up
from tests.makers import make_member

pytestmark = pytest.mark.django_db


def came(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def who(client: Client) -> object:
    return client.get(reverse("ideas:idea-list")).wsgi_request.user


def test_the_table_of_sessions_lets_nobody_in() -> None:
    member = make_member()
    cookie = came(member).cookies[settings.SESSION_COOKIE_NAME].value
    [kept] = Session.objects.all()

    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept.session_key

    assert cookie not in kept.session_key
    assert kept.member == member
    assert not who(thief).is_authenticated


def test_a_request_asks_once_for_the_session_and_its_member(
    rf: RequestFactory, django_assert_num_queries: Callable[[int], object]
) -> None:
    member = make_member()
    request = rf.get("/")
    request.session = SessionStore(came(member).session.session_key)

    with django_assert_num_queries(1):
        AuthenticationMiddleware(lambda _request: HttpResponse())(request)
        assert request.user == member


def test_a_member_who_came_along_is_nobody_to_another_session() -> None:
    """Whoever a session names is judged, also where another row came with it."""
    ann, bob = make_member(), make_member()
    client = came(ann)
    Session.objects.filter(member=ann).update(member=bob)
    assert who(client) == ann


def test_a_session_is_under_its_hash_in_threads_and_in_tasks_that_wait() -> None:
    async def begin() -> tuple[str, bool]:
        session = SessionStore()
        await session.acreate()
        key = str(session.session_key)
        return key, await SessionStore().aexists(key)

    key, is_there = async_to_sync(begin)()
    assert is_there
    assert not Session.objects.filter(session_key=key).exists()


def test_a_member_who_may_no_longer_sign_in_is_signed_out() -> None:
    member = make_member()
    client = came(member)
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert not who(client).is_authenticated


def test_a_session_made_with_another_password_is_signed_out() -> None:
    member = make_member()
    client = came(member)
    member.set_password("another one, long enough")
    member.save(update_fields=["password"])
    assert not who(client).is_authenticated
    assert not Session.objects.filter(member=member).exists()


def test_signing_out_everywhere_ends_this_members_sessions_only() -> None:
    ann, bob = make_member(), make_member()
    ends = [came(ann), came(ann)]
    stays = came(bob)

    end_sessions(ann)

    assert not any(who(client).is_authenticated for client in ends)
    assert who(stays) == bob


def test_signing_out_ends_the_session() -> None:
    client = came(make_member())
    client.logout()
    assert not Session.objects.exists()


def test_what_expired_is_cleaned_up() -> None:
    came(make_member())
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    clean_up()
    assert not Session.objects.exists()
