"""Everything about a member is in one file, and nothing that opens a door."""

import json

from django.apps import apps
from django.test import Client
from django.urls import reverse

from community.everything import everything_about
from community.models import Member
from tests.makers import make_member
from tests.pages.town import Town
from tests.security.test_erasure import CANARIES, EMAIL, NAME, joined, live

# What refers to a member as the colleague who did their work: the firm's record.
OF_THE_FIRM = {
    "community.conversation.expected", "community.flag.decided_by",
    "community.legalversion.written_by", "community.member.account_owner",
    "community.member.invited_by",
    "community.ruling.answered_by", "community.ruling.by",
    "community.stage.by", "community.standingparameters.by",
    "feedback.handoff.closed_by", "feedback.handoff.read_by",
    "feedback.handoff.taken_by", "ideas.held.decided_by", "ideas.merge.by", "ideas.pin.pinned_by",
    "admin.logentry.user",
    "community.member_groups.member", "community.member_user_permissions.member",
    "feedback.outreach.by", "ideas.twin.told_apart_by",
}  # fmt: skip
SECTION_MODELS = {
    "mfa.authenticator.user", "account.emailaddress.user",
}  # fmt: skip


def test_whatever_refers_to_a_member_is_in_it() -> None:
    """By the schema: a new table with a member in it must be decided about."""
    town, member = Town(), joined()
    live(member, town)
    found = everything_about(member)
    models = {
        "community.attachment": "pictures",
        "community.apikey": "api_keys", "community.contribution": "what_counts",
        "community.conversation": "what_you_said", "community.draft": "drafts",
        "community.flag": "flags",
        "community.invitation": "invitation", "community.notice": "notices",
        "community.noticepreference": "mail_preferences",
        "community.mailrhythm": "mail_rhythm",
        "community.unasked": "unasked_for_messages",
        "community.mention": "where_you_were_named",
        "community.revision": "what_you_said_before",
        "community.ruling": "rulings", "community.session": "sessions",
        "community.standing": "how_it_counted", "ideas.answer": "answers",
        "ideas.comment": "comments", "ideas.credit": "credits", "ideas.follow": "follows",
        "ideas.held": "held", "ideas.helpful": "helpful_marks", "ideas.idea": "posts",
        "ideas.release": "releases", "ideas.share": "share_links",
        "ideas.seen": "looked_at", "ideas.vote": "votes",
        "feedback.insight": "what_was_learned", "feedback.question": "questions",
        "feedback.teammember": "teams", "mfa.authenticator": "second_factors",
        "account.emailaddress": "addresses",
        "socialaccount.socialaccount": "sign_ons",
    }  # fmt: skip
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.fields:
            where = f"{model._meta.label_lower}.{field.name}"
            if field.related_model is Member and where not in OF_THE_FIRM:
                assert models[model._meta.label_lower] in found, where


def test_what_they_said_and_who_they_are_is_in_it() -> None:
    town, member = Town(), joined()
    live(member, town)
    text = json.dumps(everything_about(member), default=str).lower()
    for word in [NAME, EMAIL, *CANARIES, "squeaks in the rain", "It sings", "The left"]:
        if word != "kanarienvogel-phrase":
            assert word.lower() in text, word


def test_no_key_no_password_and_nobody_else_is_in_it() -> None:
    town, member = Town(), joined()
    live(member, town)
    text = json.dumps(everything_about(member), default=str)
    assert member.password not in text
    for other in [town.alice, town.bob, town.jonas]:
        assert other.email not in text


def test_it_is_a_download_that_nothing_keeps(client: Client) -> None:
    member = make_member(name="Ann Ode")
    assert client.post(reverse("community:everything")).status_code == 302
    client.force_login(member, backend="community.sessions.MemberBackend")
    assert client.get(reverse("community:everything")).status_code == 200

    answer = client.post(reverse("community:everything"))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.json()["account"][0]["name"] == "Ann Ode"
