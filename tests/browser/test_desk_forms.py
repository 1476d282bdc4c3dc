"""Every list and form of the desk in a real browser, as an administrator meets them."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from community.actions.api_keys import create_api_key
from community.actions.flags import raise_flag
from community.actions.passwords import give_password
from community.actions.vouching import Listed, load_customers
from community.models import ApiKey, Delivery, Member
from community.models.delivery import Attempt
from feedback.actions.endpoints import create_endpoint
from feedback.models import RoutingRule
from ideas.actions.held import submit_comment
from ideas.actions.pins import pin_idea
from ideas.actions.prompts import set_prompt
from ideas.actions.word_rules import set_word_rule
from tests.browser.conftest import Visit
from tests.browser.judging import NARROW, faults
from tests.makers import make_administrator, make_colleague
from tests.pages.town import Town

PASSWORD = "a-long-quiet-phrase"
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_nothing_is_wrong_with_a_form_of_the_desk(town: Town, visit: Visit) -> None:
    fill(town)
    administrator = make_administrator(name="Ada Administrator")
    page = visit.open(administrator, **NARROW)
    found: list[str] = []
    for name, place in forms(administrator):
        page.goto(place)
        found += faults(page, name)

    assert not found, "\n".join(found)


def test_nothing_is_wrong_with_a_page_of_the_second_factor(visit: Visit) -> None:
    colleague = make_colleague(name="Cleo Colleague")
    give_password([colleague], password=PASSWORD)
    page = visit.open(**NARROW)
    page.goto(f"{reverse('account_login')}?next={reverse('mfa_activate_totp')}")
    page.locator("#id_login").fill(colleague.email)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r".*/reauthenticate/.*"))
    found = faults(page, "reauthenticate")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r".*/activate/$"))
    found += faults(page, "activate")
    RecoveryCodes.activate(colleague)
    for name in ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]:
        page.goto(reverse(name))
        assert page.url.endswith(reverse(name))
        found += faults(page, name)

    assert not found, "\n".join(found)


def fill(town: Town) -> None:
    """A row of each kind that a town has not."""
    now = timezone.now()
    create_api_key("Shop", scopes=list(ApiKey.Scope.values))
    load_customers([Listed("ada@shop.example", company="Shop")])
    raise_flag(town.comment.conversation, by=town.alice, reason="spam")
    submit_comment(town.idea, author=town.bob, text="See https://shop.example")
    set_word_rule(kind="words", pattern="pills")
    set_prompt(board=town.board, question="Since when?")
    pin_idea(town.idea, by=town.jonas)
    RoutingRule.objects.create(team=town.team, board=town.board, position=1)
    create_endpoint(name="Shop", url="https://shop.example/hook", team=town.team)
    delivery = Delivery.objects.create(
        channel="webhook",
        target="1",
        effect="e",
        payload={},
        due_at=now,
        created_at=now,
    )
    for number in range(1, 4):
        Attempt.objects.create(
            delivery=delivery,
            number=number,
            is_success=False,
            status="503",
            detail="The shop is closed. " * 10,
            started_at=now,
            finished_at=now,
        )


def forms(administrator: Member) -> Iterator[tuple[str, str]]:
    """Of each model its list, the form for a new one and the form of one there is."""
    request = RequestFactory().get("/")
    request.user = administrator
    for model, ours in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        if not ours.has_module_permission(request):
            continue
        if ours.has_view_permission(request):
            yield f"{name} list", reverse(f"admin:{name}_changelist")
            one = model._default_manager.order_by("pk").last()
            assert one is not None, f"nothing to look at: {name}"
            yield f"{name} change", reverse(f"admin:{name}_change", args=[one.pk])
        if ours.has_add_permission(request):
            yield f"{name} add", reverse(f"admin:{name}_add")
