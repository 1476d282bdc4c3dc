"""Answers to a part of a page, for browsers with JavaScript."""

from django.test import Client
from django.urls import reverse

from ideas.models import Comment
from tests.makers import make_comment, make_idea
from tests.pages.town import Town

HTMX = {"HX-Request": "true"}


def test_the_list_while_typing_names_what_was_found_and_moves_the_address(
    town: Town, visitor: Client
) -> None:
    make_idea("A bell for either thumb", author=town.alice, board=town.board)
    listed = reverse("ideas:idea-list")
    typed = {"q": "battery", "board": "", "kind": ""}

    first = visitor.get(listed, typed, headers=HTMX)
    again = {"HX-Current-URL": f"http://testserver{listed}?q=bat"}
    next_ = visitor.get(listed, typed, headers=HTMX | again)

    assert "1 found" in first.content.decode()
    assert first.headers["HX-Push-Url"] == f"{listed}?q=battery"
    assert next_.headers["HX-Replace-Url"] == f"{listed}?q=battery"


def test_beside_the_list_stands_how_far_posts_got_and_what_was_learned(
    town: Town, visitor: Client
) -> None:
    make_idea("Nobody has read this", author=town.alice, board=town.board)

    html = visitor.get(reverse("ideas:idea-list")).content.decode()

    assert "2 in 90 days" in html
    assert "1, by 1 person" in html
    assert "1 answered, 1 of them no" in html
    assert "Lately, because of you" in html
    assert town.insight.sentence in html


def test_a_comment_joins_its_thread_without_a_new_page(town: Town, bob: Client) -> None:
    address = reverse("ideas:comment-new", args=[town.idea.pk])

    answer = bob.post(address, {"text": "Each evening."}, headers=HTMX)

    html, said = answer.content.decode(), Comment.objects.latest("pk")
    assert answer.headers["HX-Trigger"] == "posted"
    assert 'hx-swap-oob="beforeend:#thread"' in html
    assert f'id="comment-{said.pk}" tabindex="-1" data-arrived' in html
    assert "3 comments" in html
    assert "Each evening." not in html.split("</form>", 1)[0]


def test_a_reply_to_a_reply_joins_the_thread_it_stands_in(
    town: Town, alice: Client
) -> None:
    address = reverse("ideas:comment-new", args=[town.idea.pk])
    said = {"text": "Not on Sundays.", "reply_to": town.reply.pk}

    html = alice.post(address, said, headers=HTMX).content.decode()

    assert f'hx-swap-oob="beforeend:#replies-{town.comment.pk}"' in html
    assert f'id="answering-{town.reply.pk}">' in html


def test_a_refused_comment_keeps_what_was_typed(town: Town, bob: Client) -> None:
    words = "It " + "goes on " * 1100

    answer = bob.post(
        reverse("ideas:comment-new", args=[town.idea.pk]),
        {"text": words, "reply_to": town.reply.pk},
        headers=HTMX,
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert words.strip() in html
    assert 'aria-invalid="true"' in html
    assert f'id="answering-{town.reply.pk}" open' in html


def test_a_reply_to_what_is_gone_is_answered_by_a_whole_page(
    town: Town, bob: Client
) -> None:
    elsewhere = make_comment()
    said = {"text": "So it is.", "reply_to": elsewhere.pk}
    address = reverse("ideas:comment-new", args=[town.idea.pk])

    assert bob.post(address, said, headers=HTMX).status_code == 409
    assert "So it is." in bob.post(address, said).content.decode()
