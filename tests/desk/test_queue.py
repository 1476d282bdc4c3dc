"""From the queue to people told, through the pages."""

from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.members import consent
from community.actions.standings import publish_standings
from community.models import Conversation, Member, Notice, Standing
from community.scoring import STRANDS
from feedback.admin import queue
from feedback.admin.likeness import groups
from feedback.models import Handoff, Insight, Question, Team
from feedback.models import handoff as handoffs
from ideas.models import Merge
from tests.makers import (
    make_colleague,
    make_comment,
    make_handoff,
    make_idea,
    make_member,
    make_team,
    make_ticket,
)


def desk_of(client: Client) -> tuple[Member, Team]:
    colleague = make_colleague(name="Ana Prieto")
    client.force_login(colleague)
    return colleague, make_team("Frame", colleague)


def standing_of(member: Member) -> Standing:
    """One of the half percent in the run that is current."""
    day = timezone.now().date()
    consent(member, to_ranking=True)
    run = publish_standings(day)
    strands = dict.fromkeys(STRANDS, 1.0)
    placed, _is_new = Standing.objects.update_or_create(
        run=run, member=member,
        defaults=strands | {"score": 5, "rank": 1, "in_half_percent": True, "door": "score"},
    )  # fmt: skip
    return placed


def page(name: str, handoff: Handoff) -> str:
    return reverse(f"admin:{name}", args=[handoff.pk])


def test_opening_is_reading_by_name(client: Client) -> None:
    colleague, team = desk_of(client)
    handoff = make_handoff(team=team)

    response = client.post(page("open", handoff), follow=True)

    handoff.refresh_from_db()
    assert handoff.read_by == colleague
    assert handoff.conversation.stages.get(stage="read").by == colleague
    assert "Ana Prieto" in response.content.decode()


def test_looking_at_a_conversation_is_not_reading_it(client: Client) -> None:
    _colleague, team = desk_of(client)
    handoff = make_handoff(team=team)
    assert client.get(page("conversation", handoff)).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200
    handoff.refresh_from_db()
    assert handoff.read_at is None


def test_from_ten_similar_posts_to_people_told(client: Client) -> None:
    colleague, team = desk_of(client)
    rows = [
        make_handoff(
            make_idea(
                f"The rear light blinds the rider behind, version {n}",
                body=f"I ride behind my wife and the rear light blinds me. Case {n}.",
            ).conversation,
            team=team,
        )
        for n in range(10)
    ]
    first, second = rows[0], rows[1]

    client.post(page("open", first))
    seen = client.get(page("conversation", first)).content.decode()
    assert "The others in this group" in seen
    client.post(page("ask", first), {"text": "Since which update?"})
    assert Question.objects.get().by == colleague

    said = {
        "sentence": "A rear light made for cars blinds families.",
        f"excerpt-{first.pk}": "the rear light blinds me",
        f"excerpt-{second.pk}": "I ride behind my wife",
    }
    client.post(page("insight", first), said)
    insight = Insight.objects.get()
    assert insight.evidence.exclude(told_at=None).count() == 2
    assert Handoff.objects.get(pk=second.pk).read_by == colleague

    decision = {
        "status": "planned",
        "status_note": "Planned for spring",
        "text": "We will dim it when somebody is near.",
        "same": [str(each.pk) for each in rows[1:]],
    }
    response = client.post(page("decide", first), decision, follow=True)
    assert response.status_code == 200
    assert Handoff.objects.filter(outcome="decided").count() == 10
    assert Conversation.objects.exclude(told_at=None).count() == 10
    assert Notice.objects.filter(kind="answer").count() == 10


def test_words_that_nobody_said_are_refused_and_nothing_is_lost(client: Client) -> None:
    _colleague, team = desk_of(client)
    handoff = make_handoff(make_ticket("It leaks."), team=team)
    client.post(page("open", handoff))
    said = {"sentence": "Seals age.", f"excerpt-{handoff.pk}": "It never leaked"}

    response = client.post(page("insight", handoff), said)

    assert response.status_code == 409
    assert "Seals age." in response.content.decode()
    assert "It never leaked" in response.content.decode()
    assert not Insight.objects.exists()


def test_an_insight_needs_somebody_s_words(client: Client) -> None:
    _colleague, team = desk_of(client)
    handoff = make_handoff(team=team)
    client.post(page("open", handoff))
    response = client.post(page("insight", handoff), {"sentence": "Seals age."})
    assert response.status_code == 422
    assert "evidence" in response.content.decode()


def test_the_same_again_is_added_to_what_was_learned_before(client: Client) -> None:
    colleague, team = desk_of(client)
    first, again = (
        make_handoff(
            make_idea(title, body="It leaks at the seal.").conversation, team=team
        )
        for title in ["A puddle under the machine", "Water on the floor, once more"]
    )
    for each in (first, again):
        client.post(page("open", each))
    words = "leaks at the seal"
    client.post(
        page("insight", first), {"sentence": "Seals age.", f"excerpt-{first.pk}": words}
    )
    known = Insight.objects.get()
    offered = client.get(page("conversation", again)).content.decode()
    assert f'<option value="{known.pk}">Seals age.</option>' in offered

    both = {"sentence": "Seals age, again.", "known": known.pk}
    said = {f"excerpt-{again.pk}": words}
    assert client.post(page("insight", again), said | both).status_code == 422
    assert client.post(page("insight", again), said).status_code == 422
    client.post(page("insight", again), said | {"known": known.pk})

    assert Insight.objects.get().evidence.count() == 2
    told = Notice.objects.filter(member=again.conversation.member, kind="told")
    assert told.count() == 1
    assert colleague == known.by


def test_what_is_handed_on_leaves_with_a_reason(client: Client) -> None:
    _colleague, team = desk_of(client)
    other = make_team("Software")
    handoff = make_handoff(team=team)
    client.post(page("open", handoff))

    client.post(page("return", handoff), {"team": other.pk, "reason": "It is the app."})

    handoff.refresh_from_db()
    assert (handoff.outcome, handoff.closing_note) == ("returned", "It is the app.")
    assert Handoff.objects.open().get(team=other).conversation == handoff.conversation


def test_a_note_closes_and_can_be_undone(client: Client) -> None:
    _colleague, team = desk_of(client)
    handoff = make_handoff(make_ticket(), team=team)
    client.post(page("take", handoff))
    client.post(page("note", handoff), {"note": "Nothing new."})
    assert Handoff.objects.get(pk=handoff.pk).outcome == "noted"
    client.post(page("reopen", handoff))
    assert Handoff.objects.get(pk=handoff.pk).closed_at is None


def test_a_decision_on_what_was_said_elsewhere_is_read_with_its_reason(
    client: Client,
) -> None:
    _colleague, team = desk_of(client)
    handoff = make_handoff(make_ticket(), team=team)
    decision = {"status": "declined", "text": "The seal would not hold."}
    client.post(page("decide", handoff), decision)
    seen = client.get(page("conversation", handoff)).content.decode()
    assert "The seal would not hold." in seen


def test_a_post_is_folded_into_another_with_a_reason_and_taken_apart(
    client: Client,
) -> None:
    colleague, team = desk_of(client)
    one, other = make_idea("A quiet lid for mornings"), make_idea("A quieter lid")
    handoff = make_handoff(one.conversation, team=team)
    client.post(page("open", handoff))
    shown = client.get(page("conversation", handoff)).content.decode()
    assert f'<option value="{other.pk}">A quieter lid</option>' in shown

    lost = client.post(page("fold", handoff), {"into": "999999", "reason": "Same."})
    assert lost.status_code == 422
    asked = {"into": f"http://localhost:8000{other.get_absolute_url()}"}
    client.post(page("fold", handoff), asked | {"reason": "Both are about noise."})

    merge = Merge.objects.get()
    assert (merge.idea, merge.into, merge.by) == (one, other, colleague)
    notice = Notice.objects.get(member=one.author, kind="status")
    assert (merge.reason, notice.text) == ("Both are about noise.",) * 2
    again = client.get(page("conversation", handoff)).content.decode()
    assert "Both are about noise." in again

    client.post(page("unfold", handoff), {"merge": merge.pk})
    one.refresh_from_db()
    assert (one.status, one.merged_into) == ("open", None)


def test_what_waits_longest_comes_first(client: Client) -> None:
    _colleague, team = desk_of(client)
    old = make_ticket("The bell is silent.", at=timezone.now() - timedelta(days=9))
    new = make_ticket("A purple saddle, please.")
    for each in (new, old):
        make_handoff(each, team=team)
    seen = client.get(reverse("admin:index")).content.decode()
    assert seen.index("The bell is silent") < seen.index("A purple saddle")


def test_alike_texts_form_a_group_and_others_do_not() -> None:
    said = [
        "The rear light blinds the rider behind",
        "A battery handle for mittens",
        "My rear light blinds my family behind me",
    ]
    assert groups(said) == [[0, 2], [1]]
    assert groups([]) == []


def test_the_desk_s_static_files_are_there() -> None:
    assert all(
        finders.find(f"feedback/{n}") for n in ["desk.css", "desk.js", "admin.css"]
    )


def test_what_is_said_on_one_post_makes_one_group(client: Client) -> None:
    _colleague, team = desk_of(client)
    idea = make_idea("Hedda says good morning to the wrong person")
    for words in [
        "The kettle whistles at six.",
        "Purple is no colour for a lamp.",
        "My neighbour laughs each time.",
    ]:
        make_handoff(make_comment(idea, text=words).conversation, team=team)

    page = client.get(reverse("admin:index"))

    (group,) = page.context["queue"].groups
    assert (group.headline, group.people) == (idea.title, 4)


def test_how_many_wait_behind_the_first_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _colleague, team = desk_of(client)
    for _ in range(4):
        make_handoff(team=team)
    monkeypatch.setattr(queue, "SHOWN", 3)

    assert "1 more waits behind these" in client.get("/desk/").content.decode()


def test_a_long_queue_is_counted_no_further_than_anybody_reads(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _colleague, team = desk_of(client)
    for _ in range(4):
        make_handoff(team=team)
    for place in (queue, handoffs):
        monkeypatch.setattr(place, "COUNTED", 3)
    monkeypatch.setattr(queue, "SHOWN", 2)

    seen = client.get("/desk/").content.decode()

    assert "More than 1 wait behind these" in seen
    assert '<span class="count">3+</span>' in seen


def test_the_half_percent_come_first_however_short_they_wait(client: Client) -> None:
    _colleague, team = desk_of(client)
    carrier = make_member(verified=True)
    make_handoff(make_ticket("The bell is silent."), team=team)
    make_handoff(make_ticket("A purple saddle.", member=carrier), team=team)
    standing_of(carrier)

    page = client.get("/desk/")

    first, second = page.context["queue"].in_order
    assert (first.conversation.member, first.is_half_percent) == (carrier, True)
    assert not second.is_half_percent
