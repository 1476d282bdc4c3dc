"""What somebody wrote before they changed it stays readable, to whom it is readable now."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.actions.members import leave
from community.models import Revision
from ideas.actions.comments import edit_comment, hide_comment
from ideas.actions.ideas import edit_idea, hide_idea, withdraw_idea
from ideas.models import Idea
from tests.makers import make_board, make_comment, make_idea, make_member
from tests.pages.conftest import signed_in
from tests.refusals import assert_refused


def changed(**details: Any) -> Idea:
    idea = make_idea("A quiet lid", body="It is too <loud> here.", **details)
    return edit_idea(
        idea, by=idea.author, title="A silent lid", body="It was loud here."
    )


def history(idea: Idea, client: Client | None = None) -> Any:
    address = reverse("ideas:idea-history", args=[idea.pk])
    return (client or Client()).get(address)


def test_the_page_says_edited_and_leads_to_what_changed() -> None:
    idea = changed()
    page = Client().get(idea.get_absolute_url()).content.decode()
    assert reverse("ideas:idea-history", args=[idea.pk]) in page

    html = history(idea).content.decode()

    assert '<del><span class="unseen">taken out: </span>quiet</del>' in html
    assert '<ins><span class="unseen">added: </span>silent</ins>' in html
    assert "It is too &lt;loud&gt; here." in html
    assert idea.author.name in html


def test_a_comment_has_its_history_too() -> None:
    comment = make_comment(text="Same here.")
    edit_comment(comment, by=comment.author, text="Same there.")
    page = Client().get(comment.idea.get_absolute_url()).content.decode()
    address = reverse("ideas:comment-history", args=[comment.pk])
    assert address in page

    html = Client().get(address).content.decode()

    assert "here</del>" in html
    assert "there</ins>" in html


def test_the_same_words_again_are_no_change() -> None:
    idea = make_idea("A quiet lid", body="Yes.")
    for _ in range(2):
        edit_idea(idea, by=idea.author, title="A quiet lid", body=" Yes. ")
    idea.refresh_from_db()
    assert not Revision.objects.exists()
    assert idea.edited_at is None


def test_each_change_is_shown_against_what_came_after_it_over_many_pages(
    django_assert_num_queries: Any,
) -> None:
    idea = make_idea("A quiet lid", body="word 0")
    for n in range(1, 13):
        edit_idea(idea, by=idea.author, title="A quiet lid", body=f"word {n}")
    first = history(idea)
    seen = [change.text for change in first.context["history"].changes]
    assert [each[-1].text for each in seen] == [str(n) for n in range(12, 2, -1)]
    address = reverse("ideas:idea-history", args=[idea.pk])

    with django_assert_num_queries(5):  # post, changes, what followed, edition, firm
        last = Client().get(address, {"cursor": first.context["history"].cursor})

    seen = [change.text for change in last.context["history"].changes]
    assert [(each[-2].text, each[-1].text) for each in seen] == [("1", "2"), ("0", "1")]
    assert last.context["history"].first.text == "word 0"


@pytest.mark.parametrize(
    "take_off", [hide_idea, lambda i: withdraw_idea(i, by=i.author)]
)
def test_what_is_taken_off_takes_its_history_along(take_off: Any) -> None:
    idea = changed()
    take_off(idea)
    for client in [Client(), signed_in(make_member()), signed_in(idea.author)]:
        assert history(idea, client).status_code == 404


def test_a_hidden_comments_history_is_hidden() -> None:
    comment = make_comment()
    edit_comment(comment, by=comment.author, text="Other words.")
    hide_comment(comment)
    address = reverse("ideas:comment-history", args=[comment.pk])
    assert signed_in(comment.author).get(address).status_code == 404


def test_a_board_for_members_keeps_its_history_to_them() -> None:
    idea = changed(board=make_board(visibility="members"))
    assert history(idea).status_code == 404
    assert history(idea, signed_in(make_member())).status_code == 200


def test_what_who_left_had_taken_out_is_gone() -> None:
    idea = changed()
    leave(idea.author)
    assert not Revision.objects.exists()
    html = history(idea).content.decode()
    assert "quiet" not in html
    assert "No earlier words are kept" in html


def test_what_was_said_before_cannot_be_rewritten() -> None:
    changed()
    row = Revision.objects.get()
    rewrite = Revision.objects.filter(pk=row.pk).update
    assert_refused("revisions_are_append_only", lambda: rewrite(text="Other"))
    assert_refused("revisions_are_append_only", row.delete)
