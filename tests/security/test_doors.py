"""Every door has a limit, says so in a sentence, and cannot be walked round."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from community.doors import DOORS
from community.models import Tally
from community.subscriptions import Subscription
from feedback.models import Question
from ideas.actions.shares import share_idea
from tests.makers import (
    make_administrator,
    make_comment,
    make_idea,
    make_member,
    make_picture,
)
from tests.pages.town import Town

SENTENCE = re.compile(r"more than \d+ times|Too many|too many|Try again", re.IGNORECASE)
Knock = Callable[[], HttpResponse]


def filled(door: str, *, who: str = "") -> None:
    """As if they had come as often as they may."""
    many = max(DOORS[door][0], DOORS[door][2])
    assert Tally.objects.filter(key__startswith=f"{door}:{who}").update(count=many)


def signed_in(**details: Any) -> Client:
    client = Client()
    backend = "community.sessions.MemberBackend"
    maker = make_administrator if details.pop("admin", None) else make_member
    client.force_login(maker(**details), backend=backend)
    return client


def knocks(town: Town) -> dict[str, Knock]:
    """For each door of ours, one who comes through it."""
    client, admin = signed_in(), signed_in(admin=True)
    idea, comment = make_idea(board=town.board), make_comment()
    alice = Client()
    alice.force_login(town.alice, backend="community.sessions.MemberBackend")
    link = share_idea(idea, by=town.alice).get_absolute_url()
    number, naming = iter(range(10_000)), signed_in()

    def post(page: str, *about: object, of: Client = client, **said: Any) -> Knock:
        return lambda: of.post(reverse(page, args=about), said)

    def fresh(page: str, *about: int, of: Client = client, **said: str) -> Knock:
        return lambda: of.post(
            reverse(page, args=about),
            {k: v.format(next(number)) for k, v in said.items()},
        )

    def listed() -> HttpResponse:
        name = f"list{next(number)}.csv"
        upload = SimpleUploadedFile(name, b"email\na@b.example\n")
        return admin.post("/desk/customer-list/", {"file": upload})

    return {
        "post": fresh(
            "ideas:idea-new",
            title="A thing of number {} for the bell", kind="idea", met="on",
            board=str(town.board.pk),
        ),
        "comment": fresh("ideas:comment-new", idea.pk, text="Word {}"),
        "vote": post("ideas:vote", idea.pk, vote="on"),
        "helpful": post("ideas:helpful", comment.pk, helpful="on"),
        "follow": post("ideas:follow", idea.pk, follow="on"),
        "flag": post("community:flag", idea.conversation_id, reason="An advert"),
        "appeal": lambda: client.post(town.ruling.get_absolute_url(), {"text": "No."}),
        "mail-off": post("community:mail-off", Subscription(1, "all").token),
        "share": post("ideas:share", idea.pk),
        "shared": lambda: Client().get(link),
        "link-card": lambda: client.get(f"/cards/posts/{make_idea().pk}.png"),
        "edit": fresh(
            "ideas:idea-edit", town.idea.pk, of=alice, title="A title {}", body="b"
        ),
        "draft": post("ideas:idea-draft", title="A bell", body="It rings"),
        "picture": lambda: client.post(
            reverse("ideas:picture-new"),
            {"picture": SimpleUploadedFile("a.png", make_picture())},
        ),
        "preview": post("ideas:preview", body="A *bell*"),
        "mention": fresh(
            "ideas:comment-new", idea.pk, text="@alice-adler, word {}", of=naming
        ),
        "find-people": lambda: client.get(reverse("ideas:find-people"), {"q": "al"}),
        "profile": fresh(
            "community:profile", name="Name {}", locale="en", time_zone="UTC"
        ),
        "question": post("feedback:question", town.question.pk, of=alice, answer="A."),
        "letter": lambda: admin.post(
            f"/desk/half-percent/{town.alice.pk}/write/", {"subject": "A", "text": "B"}
        ),
        "search": lambda: client.get("/ideas/?q=seal"),
        "upload": listed,
        "devices": post("community:devices", device="others"),
        "everything": lambda: client.post(reverse("community:everything")),
        "sign-on": lambda: client.get("/accounts/sign-on/"),
        "api": None,  # type: ignore[dict-item]
        "api-anonymous": lambda: Client().get("/api/v1/schema/"),
    }  # fmt: skip


@pytest.mark.parametrize("door", [door for door in DOORS if door != "api"])
def test_each_door_closes_with_429_and_a_sentence(door: str) -> None:
    knock = knocks(Town())[door]
    assert knock().status_code in {200, 201, 302, 401}
    filled(door)
    Question.objects.update(answer="", answered_at=None)

    refused = knock()

    assert refused.status_code == 429
    assert SENTENCE.search(refused.content.decode())


def test_a_key_has_a_limit_too(api: Any) -> None:
    client = api("read")
    assert client.get("/api/v1/ideas/").status_code == 200
    filled("api")
    refused = client.get("/api/v1/ideas/")
    assert (refused.status_code, refused.json()["code"]) == (429, "too_often")


def test_wrong_keys_are_counted_by_where_they_come_from() -> None:
    def guess(text: str, **more: Any) -> int:
        header = {"HTTP_AUTHORIZATION": f"Bearer hearth_{text}"}
        return Client().get("/api/v1/ideas/", **header, **more).status_code

    assert guess("aaaa_x") == 401
    filled("api-anonymous")
    assert guess("bbbb_y") == 429
    assert guess("bbbb_y", REMOTE_ADDR="198.51.100.7") == 401


MAIL = {"email": "ann@firm.example"}
# door of allauth: address, what is sent, how many in a minute from one address
ENTRANCES: dict[str, tuple[str, dict[str, str], int]] = {
    "sign-in": ("/accounts/login/", {"login": "{}@x.example", "password": "no"}, 30),
    "wrong password": ("/accounts/login/", {"login": "a@x.example", "password": "no"}, 5),
    "code by mail": ("/accounts/login/code/", {"email": "{}@x.example"}, 20),
    "codes to one": ("/accounts/login/code/", MAIL, 3),
    "sign-up": (
        "/accounts/signup/",
        {"name": "A", "email": "{}@x.example", "password1": "a-long-quiet-phrase"},
        20,
    ),
    "reset": ("/accounts/password/reset/", {"email": "{}@x.example"}, 20),
    "resets of one": ("/accounts/password/reset/", MAIL, 5),
}  # fmt: skip


@pytest.mark.parametrize("name", ENTRANCES)
@pytest.mark.parametrize("spoof", [False, True])
def test_each_entrance_closes_whoever_one_says_one_is(name: str, spoof: bool) -> None:
    """Saying `X-Forwarded-For` opens nothing: nobody is trusted to speak for others."""
    make_member(email=MAIL["email"])
    address, said, most = ENTRANCES[name]

    def knock(n: int) -> HttpResponse:
        data = {field: value.format(n) for field, value in said.items()}
        spoofed = {
            "HTTP_X_FORWARDED_FOR": f"203.0.113.{n}", "HTTP_X_REAL_IP": f"203.0.113.{n}",
            "HTTP_FORWARDED": f"for=203.0.113.{n}",
        }  # fmt: skip
        return Client().post(address, data, **(spoofed if spoof else {}))

    answers = [knock(n) for n in range(most + 3)]

    open_doors = [each for each in answers if not _is_refused(each)]
    assert len(open_doors) <= most
    assert SENTENCE.search(answers[-1].content.decode())


def _is_refused(answer: HttpResponse) -> bool:
    return answer.status_code == 429 or "Too many" in answer.content.decode()


def test_a_trusted_proxy_speaks_for_one_address_and_no_more(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def come(forwarded: str) -> None:
        Client().get("/api/v1/schema/", HTTP_X_FORWARDED_FOR=forwarded)

    for said in ["9.9.9.1, 198.51.100.7", "9.9.9.2, 198.51.100.7"]:
        come(said)
    keys = set(Tally.objects.values_list("key", flat=True))
    assert keys == {"api-anonymous:198.51.100.7"}


def test_one_house_is_one_address_in_ipv6() -> None:
    for last in ["1", "2", "ffff:1"]:
        Client().get("/api/v1/schema/", REMOTE_ADDR=f"2001:db8:1:2::{last}")
    assert Tally.objects.get().count == 3


@pytest.mark.django_db(transaction=True)
def test_guessing_in_a_crowd_gets_no_more_guesses() -> None:
    """Twenty-four at once on one account: five passwords are tried, as one by one."""
    make_member(email="ann@firm.example")

    def guess(n: int) -> bool:
        said = {"login": "ann@firm.example", "password": f"guess-{n}"}
        try:
            return _is_refused(Client().post("/accounts/login/", said))
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as crowd:
        refused = sum(crowd.map(guess, range(24)))
    assert refused >= 24 - 5
