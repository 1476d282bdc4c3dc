"""Join, sign in and leave by e-mail, as a browser without JavaScript would."""

import re

import pytest
from django.core import mail
from django.test import Client

from community.actions.members import open_invitation
from community.actions.vouching import Listed, load_customers
from community.models import Member
from tests.at_once import at_once
from tests.makers import make_member

FORM = {
    "name": "Ann Ode",
    "email": "ann@firm.example",
    "password1": "a-long-quiet-phrase",
}


def last_code() -> str:
    found = re.search(
        r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.MULTILINE
    )
    assert found, mail.outbox[-1].body
    return found[1]


def join(client: Client, **fields: str) -> Member:
    client.post("/accounts/signup/", FORM | fields)
    client.post("/accounts/confirm-email/", {"code": last_code()})
    return Member.objects.get(email=FORM["email"])


def test_one_joins_by_e_mail_and_is_confirmed_by_the_customer_list(client) -> None:
    load_customers([Listed(email="ann@firm.example", company="Firm")])

    ann = join(client, consents_to_ranking="on")

    assert (ann.name, ann.slug, ann.company) == ("Ann Ode", "ann-ode", "Firm")
    assert ann.verified_by == "customer_list"
    assert (ann.consents_to_ranking, ann.consents_to_contact) == (True, False)
    assert client.session["_auth_user_id"] == str(ann.pk)


def test_nothing_happens_before_the_address_is_confirmed(client) -> None:
    load_customers([Listed(email="ann@firm.example")])
    client.post("/accounts/signup/", FORM)
    assert "_auth_user_id" not in client.session
    assert not Member.objects.verified().exists()


def test_who_was_invited_is_known(client) -> None:
    host = make_member()
    client.get(open_invitation(host).get_absolute_url())
    assert join(client).invited_by == host


def test_a_code_by_mail_signs_in(client) -> None:
    member = make_member(email="bo@example.com")
    client.post("/accounts/login/code/", {"email": "bo@example.com"})
    client.post("/accounts/login/code/confirm/", {"code": last_code()})
    assert client.session["_auth_user_id"] == str(member.pk)


def test_no_door_tells_whether_an_address_has_an_account(client) -> None:
    make_member(email="ann@firm.example")
    known = client.post("/accounts/signup/", FORM)
    unknown = Client().post("/accounts/signup/", FORM | {"email": "new@firm.example"})
    assert (known.status_code, known.headers.get("Location")) == (
        unknown.status_code,
        unknown.headers.get("Location"),
    )


def test_another_address_takes_the_place_of_the_old_one(client) -> None:
    load_customers([Listed(email="new@firm.example", company="Firm")])
    ann = join(client)
    again = {"password": FORM["password1"]}
    client.post("/accounts/reauthenticate/?next=/accounts/email/", again)
    asked = {"email": "new@firm.example", "action_add": ""}

    waiting = client.post("/accounts/email/", asked, follow=True)
    assert "new@firm.example" in waiting.content.decode()
    ann.refresh_from_db()
    assert (ann.email, ann.is_verified) == ("ann@firm.example", False)

    client.post("/accounts/confirm-email/", {"code": last_code()})

    ann.refresh_from_db()
    assert (ann.email, ann.company) == ("new@firm.example", "Firm")
    assert ann.emailaddress_set.count() == 1
    page = client.get("/accounts/email/").content.decode()
    assert "new@firm.example" in page
    assert "ann@firm.example" not in page


def test_an_address_that_another_member_has_is_not_taken(client) -> None:
    make_member(email="taken@firm.example")
    ann = join(client)

    again = {"password": FORM["password1"]}
    client.post("/accounts/reauthenticate/?next=/accounts/email/", again)

    client.post("/accounts/email/", {"email": "taken@firm.example", "action_add": ""})

    ann.refresh_from_db()
    assert ann.email == "ann@firm.example"
    assert Member.objects.filter(email="taken@firm.example").count() == 1


def test_an_address_that_would_have_to_be_cut_is_refused(client) -> None:
    labels = ".".join(["d" * 60] * 4)
    page = client.post("/accounts/signup/", FORM | {"email": f"anna@{labels}.example"})
    assert page.status_code == 200
    assert "254" in page.content.decode()
    assert not Member.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pressing_join_several_times_makes_one_member() -> None:
    answers = at_once(*[lambda: Client().post("/accounts/signup/", FORM)] * 5)
    assert {each.status_code for each in answers} <= {302, 429}  # one code at a time
    assert Member.objects.get().slug == "ann-ode"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["Ann Ode", "安"])
def test_people_of_one_name_may_join_in_the_same_moment(name: str) -> None:
    forms = [FORM | {"name": name, "email": f"{n}@firm.example"} for n in range(5)]
    acts = [
        lambda form=form: Client().post("/accounts/signup/", form) for form in forms
    ]
    assert {each.status_code for each in at_once(*acts)} == {302}
    assert Member.objects.values("slug").distinct().count() == 5
