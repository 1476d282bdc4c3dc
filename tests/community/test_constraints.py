from collections.abc import Callable
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from django.utils import timezone

from community.actions.firm import set_up_firm
from community.actions.notices import notify
from community.actions.pictures import keep_picture
from community.house_pictures import Drawn
from community.models import (
    Attempt,
    Contribution,
    Conversation,
    Customer,
    Delivery,
    Draft,
    Firm,
    Flag,
    LegalPage,
    LegalVersion,
    MailRhythm,
    Member,
    Mention,
    Notice,
    NoticePreference,
    Picture,
    Ruling,
    Stage,
    Standing,
    StandingParameters,
    StandingRun,
    Tally,
    Unasked,
)
from ideas.actions.votes import cast_vote
from tests.makers import make_attachment, make_idea, make_member, make_ticket
from tests.refusals import assert_refused

NOW = timezone.now()


def a_delivery(**values: object) -> Delivery:
    return Delivery.objects.create(
        **{
            "channel": "mail",
            "target": "1",
            "effect": str(uuid4()),
            "payload": {},
            "due_at": NOW,
            "created_at": NOW,
        }
        | values
    )


def a_ruling(**values: object) -> Ruling:
    return Ruling.objects.create(
        **{"kind": "suspended", "by": make_member(), "reason": "x", "made_at": NOW}
        | values
    )


def a_draft(**values: object) -> Callable[[], object]:
    row = {"member": make_member(), "place": "p", "words": {}, "updated_at": NOW}
    return lambda: Draft.objects.create(**row | values)


def a_run(**values: object) -> StandingRun:
    parameters = StandingParameters.objects.create(values={}, created_at=NOW)
    return StandingRun.objects.create(
        **{
            "day": NOW.date(),
            "parameters": parameters,
            "digest": "a",
            "created_at": NOW,
        }
        | values
    )


def a_standing(run: StandingRun, member: Member, **values: object) -> Standing:
    strands = dict.fromkeys(
        ["creative", "influential", "passionate", "vocal", "inviting", "score"], 0.0
    )
    return Standing.objects.create(run=run, member=member, rank=1, **strands | values)


def a_notice(**values: object) -> Notice:
    row = {"member": make_member(), "kind": "told", "title": "x", "url": "/"}
    return Notice.objects.create(**row | {"effect": "e", "created_at": NOW} | values)


def an_unasked(**values: object) -> Unasked:
    row = {"month": NOW.date().replace(day=1), "slot": 1, "effect": "e", "said_at": NOW}
    values.setdefault("member", None)
    member = values.pop("member") or make_member()
    return Unasked.objects.create(**row | {"member": member} | values)


def a_picture() -> Picture:
    return keep_picture(Drawn(b"pixels", "png", 9, 9))


def a_version(page: LegalPage | None = None, number: int = 1) -> LegalVersion:
    page = page or LegalPage.objects.create(title="Terms", slug="terms")
    return LegalVersion.objects.create(
        page=page, number=number, text="Be kind.", written_at=NOW
    )


def twice(make: Callable[[], object]) -> Callable[[], object]:
    return lambda: (make(), make())


def set_on(row: object, **values: object) -> Callable[[], object]:
    return lambda: type(row).objects.filter(pk=row.pk).update(**values)


def cases() -> dict[str, Callable[[], Callable[[], object]]]:
    """Each rule, and a way to break it."""

    def notice() -> Callable[[], object]:
        row = {"member": make_member(), "kind": "told", "title": "x", "url": "/"}
        return twice(lambda: Notice.objects.create(**row, effect="e", created_at=NOW))

    def preference() -> Callable[[], object]:
        row = {"member": make_member(), "kind": "told"}
        return twice(lambda: NoticePreference.objects.create(**row))

    def unasked(*, twice_the: tuple[str, ...]) -> Callable[[], Callable[[], object]]:
        """Two that agree in the columns named, and in nothing else."""

        def make() -> Callable[[], object]:
            first = an_unasked()
            same = {name: getattr(first, name) for name in twice_the}
            return lambda: an_unasked(
                **{"member": first.member, "slot": 2, "effect": "other"} | same
            )

        return make

    def mention() -> Callable[[], object]:
        row = {"conversation": make_ticket(), "member": make_member(), "at": NOW}
        return twice(lambda: Mention.objects.create(**row))

    def attempt() -> Callable[[], object]:
        row = {"delivery": a_delivery(), "number": 1, "is_success": True}
        row |= {"status": "200", "started_at": NOW, "finished_at": NOW}
        return twice(lambda: Attempt.objects.create(**row))

    def flag() -> Callable[[], object]:
        said, member = make_ticket(), make_member()
        return twice(
            lambda: Flag.objects.create(
                conversation=said, member=member, reason="x", created_at=NOW
            )
        )

    def decided_flag() -> Callable[[], object]:
        return lambda: Flag.objects.create(
            conversation=make_ticket(),
            member=make_member(),
            reason="x",
            created_at=NOW,
            outcome="upheld",
        )

    def credit(**values: object) -> Callable[[], object]:
        member = make_member()
        row = {"member": member, "kind": "posted", "source": "s", "occurred_at": NOW}
        if values:
            return lambda: Contribution.objects.create(**row, given_by=member)
        return twice(lambda: Contribution.objects.create(**row))

    def standing(**values: object) -> Callable[[], object]:
        run, member = a_run(), make_member()
        if values:
            return lambda: a_standing(run, member, **values)
        return twice(lambda: a_standing(run, member))

    def leads_to(url: str, model: type[Notice | Contribution]) -> Callable[[], object]:
        if model is Notice:
            notify(make_member(), "comment", title="x", url="/", effect="x")
        else:
            cast_vote(make_idea(), voter=make_member())
        return set_on(model.objects.latest("pk"), url=url)

    return {
        "there_is_one_firm": lambda: lambda: Firm.objects.create(pk=2, name="Two"),
        "a_firms_colours_are_colours": lambda: set_on(
            set_up_firm(name="x"), accent="red"
        ),
        "a_picture_fits_on_a_page": lambda: set_on(a_picture(), width=1601),
        "a_picture_is_light": lambda: set_on(a_picture(), content=b"x" * 600_001),
        "versions_are_numbered": lambda: twice(
            lambda: a_version(LegalPage.objects.get_or_create(title="T", slug="t")[0])
        ),
        "a_version_says_something": lambda: set_on(a_version(), text=""),
        "one_member_per_address": lambda: twice(
            lambda: Member.objects.create(
                email="Same@example.com", name="x", slug=str(uuid4())
            )
        ),
        "verified_has_a_time_and_a_source": lambda: set_on(
            make_member(), verified_at=NOW
        ),
        "who_left_has_no_address_and_cannot_sign_in": lambda: set_on(
            make_member(), left_at=NOW
        ),
        "nobody_invites_themselves": lambda: set_on(make_member(), invited_by=F("id")),
        "one_customer_per_address": lambda: twice(
            lambda: Customer.objects.create(email="a@b.example", listed_at=NOW)
        ),
        "one_conversation_per_source_id": lambda: set_on(
            make_ticket(external_id="a"), external_id=make_ticket().external_id
        ),
        "learned_needs_read": lambda: set_on(make_ticket(), learned_at=NOW),
        "decided_needs_read": lambda: set_on(make_ticket(), decided_at=NOW),
        "told_needs_learned_or_decided": lambda: set_on(
            make_ticket(), read_at=NOW, told_at=NOW
        ),
        "ratings_are_one_to_five": lambda: set_on(make_ticket(), rating=6),
        "what_was_taken_along_has_no_words": lambda: set_on(
            make_ticket(text="Still here."), is_taken=True
        ),
        "journey_times_never_change": lambda: set_on(
            make_ticket(), received_at=NOW - timedelta(days=1)
        ),
        "stages_are_append_only": lambda: set_on(
            make_ticket().stages.get(), note="something else"
        ),
        "one_credit_per_source": credit,
        "nobody_endorses_themselves": lambda: credit(given_by=True),
        "one_run_is_current": lambda: (
            lambda: (
                a_run(is_current=True),
                a_run(is_current=True, digest="b"),
            )
        ),
        "same_inputs_same_run": lambda: twice(a_run),
        "one_standing_per_run_and_member": standing,
        "the_half_percent_came_by_a_door": lambda: standing(in_half_percent=True),
        "a_link_leads_to_the_web": lambda: set_on(
            make_ticket(), link="javascript:pwn()//https://"
        ),
        "news_leads_to_this_site": lambda: leads_to("/\\elsewhere.example", Notice),
        "credit_leads_to_this_site": lambda: leads_to(
            "//elsewhere.example", Contribution
        ),
        "the_same_news_once": notice,
        "one_preference_per_kind": preference,
        "what_was_mailed_waits_for_no_digest": lambda: set_on(
            a_notice(mailed_at=NOW), waits_for_digest=True
        ),
        "no_notice_is_mailed_twice": lambda: set_on(
            a_notice(mailed_at=NOW), mailed_at=NOW + timedelta(days=1)
        ),
        "quiet_hours_begin_and_end": lambda: (
            lambda: MailRhythm.objects.create(member=make_member(), quiet_from=time(22))
        ),
        "a_digest_is_daily_or_weekly": lambda: (
            lambda: MailRhythm.objects.create(member=make_member(), digest="hourly")
        ),
        "each_slot_of_a_month_once": unasked(twice_the=("month", "slot")),
        "the_same_message_takes_one_slot": unasked(twice_the=("effect",)),
        "two_unasked_for_messages_a_month": lambda: lambda: an_unasked(slot=3),
        "a_month_begins_on_its_first_day": lambda: (
            lambda: an_unasked(month=NOW.date().replace(day=2))
        ),
        "nobody_writes_to_themselves": lambda: (
            lambda: an_unasked(member=(me := make_member()), by=me)
        ),
        "what_ended_has_a_time": lambda: lambda: a_delivery(state="delivered"),
        "only_what_is_on_its_way_is_leased": lambda: lambda: a_delivery(lease=uuid4()),
        "community_delivery_effect_key": lambda: twice(lambda: a_delivery(effect="e")),
        "one_attempt_per_number": attempt,
        "one_flag_per_member": flag,
        "a_decided_flag_has_a_time": decided_flag,
        "a_ruling_has_a_reason": lambda: set_on(a_ruling(), reason=""),
        "an_appeal_is_answered_by_a_named_person_with_a_reason": lambda: set_on(
            a_ruling(appeal="No.", appealed_at=NOW), answer="Yes.", answered_at=NOW
        ),
        "what_is_taken_back_was_answered": lambda: set_on(
            a_ruling(), is_overturned=True
        ),
        "one_draft_per_place": lambda: twice(a_draft()),
        "a_draft_is_written_somewhere": lambda: a_draft(place=""),
        "named_once_in_a_conversation": mention,
        "a_picture_is_posted_or_loose": lambda: set_on(
            make_attachment(), loose_since=None
        ),
        "a_picture_has_a_size": lambda: set_on(make_attachment(), width=0),
        "one_tally_per_window": lambda: twice(
            lambda: Tally.objects.create(key="k", window=NOW)
        ),
    }


@pytest.mark.parametrize("rule", cases())
def test_the_database_refuses(rule: str) -> None:
    assert_refused(rule, cases()[rule]())


def test_every_rule_of_the_community_is_tried() -> None:
    models = [
        model
        for model in vars(__import__("community.models").models).values()
        if isinstance(model, type)
    ]
    named = {c.name for model in models for c in model._meta.constraints}
    assert named <= cases().keys()


def test_a_stage_cannot_be_taken_out_of_the_log() -> None:
    stage = make_ticket().stages.get()
    assert_refused("stages_are_append_only", stage.delete)


def test_words_go_out_of_the_log_and_nothing_else_with_them() -> None:
    stage = make_ticket().stages.get()
    set_on(stage, excerpt="")()
    assert_refused("stages_are_append_only", set_on(stage, excerpt="Other words"))
    assert_refused("stages_are_append_only", set_on(stage, excerpt="", note="x"))


def test_a_conversation_keeps_its_journey_while_its_words_change() -> None:
    idea = make_idea()
    Conversation.objects.filter(pk=idea.conversation_id).update(headline="Other words")
    assert Stage.objects.filter(conversation=idea.conversation).count() == 1
