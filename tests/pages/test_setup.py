import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.errors import NotAllowed
from community.models import Board, Customer, Firm, Member
from feedback.actions.setup import set_up
from feedback.models import Team

SAID = {
    "firm": "Velder",
    "name": "Eline Smit",
    "email": "eline@velder.example",
    "password": "a long enough one",
    "board": "Kade",
    "team": "Frame",
}


def test_the_first_visit_opens_the_place(client: Client) -> None:
    assert client.get("/").headers["Location"] == reverse("feedback:setup")
    listed = b"email,company\nana@example.com,Acme\n"
    upload = SimpleUploadedFile("customers.csv", listed)

    page = client.post(reverse("feedback:setup"), SAID | {"customers": upload})

    assert page.headers["Location"] == "/"
    admin = Member.objects.get()
    assert admin.is_superuser
    assert admin.check_password(SAID["password"])
    assert Firm.current().name == "Velder"
    assert Team.objects.get().is_last_resort
    assert Board.objects.get().name == "Kade"
    assert Customer.objects.get().company == "Acme"
    assert "Eline Smit" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"password": "short"}, {"email": "nobody"}, {"firm": ""}]
)
def test_what_is_wrong_keeps_the_rest(wrong: dict[str, str], client: Client) -> None:
    page = client.post(reverse("feedback:setup"), SAID | wrong)

    assert page.status_code == 200
    assert "Eline Smit" in page.content.decode()
    assert not Member.objects.exists()


def test_a_list_that_is_none_is_named(client: Client) -> None:
    upload = SimpleUploadedFile("customers.csv", b"email\nnobody\n")

    page = client.post(reverse("feedback:setup"), SAID | {"customers": upload})

    assert page.status_code == 200
    assert page.context["form"].errors["customers"]


def test_it_happens_once(client: Client) -> None:
    set_up(**SAID)

    assert client.get(reverse("feedback:setup")).headers["Location"] == "/"
    with pytest.raises(NotAllowed):
        set_up(**SAID | {"email": "other@velder.example"})
