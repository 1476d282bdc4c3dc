"""A real conversation goes through the whole loop, in a real browser and by API."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from community.actions.deliveries import deliver, lease_due_deliveries
from community.actions.firm import set_up_firm
from community.models import Delivery, Standing
from feedback.actions.endpoints import create_endpoint
from feedback.actions.teams import open_team
from feedback.models import Evidence, Handoff
from ideas.models import Idea, Vote
from tests.feedback.test_webhooks import Receiver, receiver  # noqa: F401
from tests.makers import make_colleague

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "nz-biodiversity"
LAST_DAY = date(2019, 9, 30)
SENTENCE = "Whoever has pulled weeds with others never again calls it the state's task."

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not FOLDER.exists(), reason="needs ../shared/data/nz-biodiversity"
    ),
]


def sign_in(page, base: str, email: str) -> None:
    """By a code that comes by mail, as a person would."""
    page.goto(f"{base}{reverse('account_request_login_code')}")
    page.get_by_label("Your e-mail address").fill(email)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/code/confirm/")
    code = re.search(
        r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.MULTILINE
    )
    assert code
    page.get_by_label("Code").fill(code[1])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "code" not in url)


def send_what_is_due() -> None:
    for pk, lease in lease_due_deliveries(limit=1000):
        deliver(pk, lease)


def read_api(api, path: str) -> dict:
    return api().get(f"/api/v1/{path}/").json()


def test_what_customers_said_teaches_a_team_and_they_say_so(
    live_server,
    browser,
    api,
    receiver: Receiver,  # noqa: F811
) -> None:
    set_up_firm(name="Aotearoa")
    colleague = make_colleague(name="Moana Reid", email="moana@firm.example")
    team = open_team("Living things")
    team.people.create(member=colleague)

    call_command("import_community", str(FOLDER))
    ideas = Idea.objects.select_related("conversation", "author")
    assert ideas.count() == 154
    assert sum(ideas.values_list("vote_count", flat=True)) == Vote.objects.count()
    assert Handoff.objects.filter(team=team).count() == 154
    assert not mail.outbox

    call_command("surface_contributors", LAST_DAY.isoformat())
    assert Standing.objects.current().filter(in_half_percent=True).exists()

    _endpoint, secret = create_endpoint(
        name="Tracker", url=f"{receiver.url}/", events=["insight.written"]
    )
    receiver.trust(secret)
    idea = ideas.exclude(author__verified_at=None).order_by("-vote_count")[0]
    handoff = Handoff.objects.get(conversation=idea.conversation)

    desk = browser.new_context().new_page()
    sign_in(desk, live_server.url, colleague.email)
    desk.goto(f"{live_server.url}{reverse('admin:conversation', args=[handoff.pk])}")
    desk.get_by_role("button", name="Open it").first.click()
    write = desk.locator("form[data-form=insight]")
    write.locator("textarea, input[type=text]").first.fill(SENTENCE)
    write.locator(".evidences textarea").first.fill(idea.title[:60].rsplit(" ", 1)[0])
    write.locator("button[type=submit]").click()
    desk.wait_for_load_state()
    evidence = Evidence.objects.get()
    assert evidence.told_at

    send_what_is_due()
    assert any(SENTENCE in message.body for message in mail.outbox)
    assert receiver.line()["data"]["data"]["sentence"] == SENTENCE
    assert read_api(api, "measures")["co_creators"]["count"] == 0

    author = browser.new_context().new_page()
    sign_in(author, live_server.url, idea.author.email)
    author.goto(f"{live_server.url}{idea.get_absolute_url()}")
    author.get_by_role("button", name="That’s it").click()
    author.wait_for_load_state()

    assert read_api(api, "measures")["co_creators"]["count"] == 1
    insight = read_api(api, "insights")["results"][0]
    assert insight["sentence"] == SENTENCE
    assert insight["evidence"][0]["reply"] == "confirmed"
    journey = api().get(f"/api/v1/ideas/{idea.pk}/").json()["journey"]
    assert [stage for stage, at in journey.items() if at] == [
        "received",
        "read",
        "learned",
        "told",
    ]
    assert not Delivery.objects.filter(state="given_up").exists()
