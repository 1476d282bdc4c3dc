"""What is being written can be seen as it will be shown, and nothing is sent."""

from django.test import Client
from django.urls import reverse

from community.models import Revision
from ideas.models import Comment, Idea
from tests.pages.town import Town

HTMX = {"HX-Request": "true"}
BOLD = {"body": "So **loud**", "text": "So **loud**", "preview": "on"}


def test_the_tab_shows_it_as_it_will_be(town: Town, bob: Client) -> None:
    door = reverse("ideas:preview")
    for name in ["body", "text"]:
        html = bob.post(door, {name: "So **loud**\n\n<b>x</b>"}, headers=HTMX)
        assert "So <strong>loud</strong>" in html.content.decode()
        assert "&lt;b&gt;" in html.content.decode()
    assert "Nothing is written" in bob.post(door, {"body": " "}).content.decode()


def test_ones_own_picture_is_in_it(town: Town, alice: Client) -> None:
    html = alice.post(reverse("ideas:preview"), {"text": town.picture.markdown})
    assert f'src="{town.picture.get_absolute_url()}"' in html.content.decode()


def test_each_form_shows_its_own_without_javascript(
    town: Town, alice: Client, bob: Client
) -> None:
    """And keeps what was written, chosen and answered."""
    posts = Idea.objects.count()
    new = {"title": "A lid", "kind": "problem", "board": town.board.pk, "sending": "x"}
    page = bob.post(reverse("ideas:idea-new"), new | BOLD)
    assert page.context["form"]["kind"].value() == "problem"
    assert page.context["form"]["sending"].value() == "x"
    pages = [page.content.decode()]
    reply = {"reply_to": town.comment.pk}
    for name, row, said in [
        ("idea-edit", town.idea, {"title": "A lid"}),
        ("comment-new", town.idea, reply),
    ]:
        address = reverse(f"ideas:{name}", args=[row.pk])
        pages.append(alice.post(address, BOLD | said).content.decode())
    own = reverse("ideas:comment-edit", args=[town.comment.pk])
    pages.append(bob.post(own, BOLD).content.decode())

    for html in pages:
        assert "So <strong>loud</strong>" in html
        assert "So **loud**</textarea>" in html
        assert 'class="errors"' not in html
    assert f'name="reply_to" value="{town.comment.pk}"' in pages[2]
    assert Idea.objects.count() == posts
    assert Comment.objects.count() == 2
    assert not Revision.objects.exists()
