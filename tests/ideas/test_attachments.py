"""Pictures in what people write: their own, seen by whom sees the words, gone with them."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import tasks
from community.actions.attachments import take_picture
from community.actions.drafts import keep_draft
from community.actions.members import leave
from community.errors import BadPicture, ForeignPicture, NotAllowed
from community.models import Attachment, Draft, Member
from ideas.actions.comments import hide_comment
from ideas.actions.ideas import edit_idea, hide_idea
from ideas.models import Idea
from tests.makers import (
    make_attachment,
    make_board,
    make_comment,
    make_idea,
    make_member,
    make_picture,
)
from tests.pages.conftest import signed_in

DOOR = reverse("ideas:picture-new")


@pytest.fixture
def member() -> Member:
    return make_member()


def upload(data: bytes = b"", name: str = "Kanarien.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or make_picture())


def status(picture: Attachment, *viewers: Member | None) -> list[int]:
    url = picture.get_absolute_url()
    clients = [signed_in(each) if each else Client() for each in viewers]
    return [client.get(url).status_code for client in clients]


def lies_there(picture: Attachment) -> bool:
    return picture.file.storage.exists(picture.file.name)


def age(picture: Attachment, days: int) -> None:
    at = timezone.now() - timedelta(days=days)
    Attachment.objects.filter(pk=picture.pk).update(loose_since=at)


def test_a_picture_is_taken_in_and_its_markdown_comes_back(member: Member) -> None:
    client = signed_in(member)
    answer = client.post(DOOR, {"picture": upload(), "alt": "A [lid]"})
    assert answer.status_code == 201
    picture = Attachment.objects.get()
    url = picture.get_absolute_url()
    assert answer.json() == {"markdown": f"![A (lid)]({url})"}
    assert "anarien" not in picture.file.name + url

    shown = client.get(url)

    assert shown.headers["Content-Type"] == "image/webp"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in shown.headers["Cache-Control"]
    assert "immutable" in shown.headers["Cache-Control"]
    assert len(shown.content) == picture.bytes


@pytest.mark.parametrize(
    ("sent", "code"),
    [({}, "bad_picture"), ({"picture": upload(b"x")}, "bad_picture")],
)
def test_what_is_no_picture_is_refused_in_words(
    sent: dict[str, Any], code: str, member: Member
) -> None:
    answer = signed_in(member).post(DOOR, sent)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert not Attachment.objects.exists()


def test_who_sees_the_post_sees_its_picture_and_nobody_before_it(
    member: Member,
) -> None:
    picture, other = make_attachment(member), make_member()
    assert status(picture, None, other, member) == [404, 404, 200]

    idea = make_idea(author=member, body=f"So: {picture.markdown}")

    assert status(picture, None, other, member) == [200, 200, 200]
    html = Client().get(idea.get_absolute_url()).content.decode()
    assert f'<img src="{picture.get_absolute_url()}" alt="A lid" width="60"' in html
    hide_idea(idea)
    assert status(picture, None, other, member) == [404, 404, 404]


def test_a_picture_on_a_board_for_members_is_theirs(member: Member) -> None:
    picture = make_attachment(member)
    board = make_board(visibility="members")
    make_idea(author=member, body=picture.markdown, board=board)
    assert status(picture, None, make_member()) == [404, 200]


def test_a_comments_picture_goes_with_the_comment_and_with_the_post() -> None:
    for take_off in [hide_comment, lambda comment: hide_idea(comment.idea)]:
        author = make_member()
        picture = make_attachment(author)
        comment = make_comment(author=author, text=f"Look: {picture.markdown}")
        assert status(picture, None) == [200]
        take_off(comment)
        assert status(picture, None, author) == [404, 404]


def test_somebody_elses_picture_cannot_be_posted(member: Member) -> None:
    theirs = make_attachment()
    with pytest.raises(ForeignPicture):
        make_idea(author=member, body=theirs.markdown)
    assert not Idea.objects.exists()
    assert status(theirs, member) == [404]


def test_the_same_picture_stands_in_one_post_only(member: Member) -> None:
    picture = make_attachment(member)
    make_idea(author=member, body=picture.markdown)
    with pytest.raises(ForeignPicture):
        make_idea(author=member, body=picture.markdown)


def test_more_than_ten_are_too_many(member: Member) -> None:
    many = " ".join(make_attachment(member).markdown for _ in range(11))
    with pytest.raises(BadPicture, match="ten"):
        make_idea(author=member, body=many)


def test_a_refused_post_keeps_its_words_and_says_why(member: Member) -> None:
    board, theirs = make_board(), make_attachment()
    said = {"title": "A quiet lid", "kind": "idea", "board": board.pk}
    page = signed_in(member).post(
        reverse("ideas:idea-new"), said | {"body": theirs.markdown}
    )
    assert "is not yours" in page.content.decode()
    assert theirs.markdown in page.content.decode()


def test_what_is_taken_out_of_a_post_is_seen_no_more_and_removed(
    member: Member,
) -> None:
    picture = make_attachment(member)
    idea = make_idea(author=member, body=picture.markdown)
    edit_idea(idea, by=member, title=idea.title, body="Nothing to see")
    assert status(picture, None, make_member()) == [404, 404]
    tasks.clean_up()
    assert lies_there(picture)
    age(picture, 2)
    tasks.clean_up()
    assert not lies_there(picture)
    assert not Attachment.objects.exists()


def test_words_for_it_are_changed_in_the_text(member: Member) -> None:
    picture = make_attachment(member)
    text = picture.markdown.replace("A lid", "A loud lid")
    make_idea(author=member, body=text)
    picture.refresh_from_db()
    assert picture.alt == "A loud lid"


def test_what_nobody_posted_goes_after_a_day_unless_a_draft_holds_it(
    member: Member,
) -> None:
    held, loose, young = (make_attachment(member) for _ in range(3))
    posted = make_attachment(member)
    make_idea(author=member, body=posted.markdown)
    keep_draft(member, "here", {"body": held.markdown})
    for each in (held, loose):
        age(each, 2)

    tasks.clean_up()

    assert set(Attachment.objects.all()) == {held, young, posted}
    assert [lies_there(each) for each in (held, loose)] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_the_pictures_of_who_leaves_are_gone_at_once(member: Member) -> None:
    loose, posted = make_attachment(member), make_attachment(member)
    idea = make_idea(author=member, body=posted.markdown)

    leave(member)

    assert not Attachment.objects.exists()
    assert not lies_there(loose)
    assert not lies_there(posted)
    assert Client().get(idea.get_absolute_url()).status_code == 200


def test_who_left_or_is_suspended_sends_none(member: Member) -> None:
    stale = Member.objects.get(pk=member.pk)
    leave(member)
    for each in (member, stale):
        with pytest.raises(NotAllowed):
            take_picture(io.BytesIO(make_picture()), by=each)


def test_without_javascript_a_picture_comes_with_the_draft(member: Member) -> None:
    client = signed_in(member)
    said = {"title": "A lid", "body": "It is loud.", "add_picture": "on", "alt": "Lid"}
    door = reverse("ideas:idea-draft")

    page = client.post(door, said | {"picture": upload()}, follow=True)

    picture = Attachment.objects.get()
    words = f"It is loud.\n\n{picture.markdown}\n"
    assert page.context["form"]["body"].value() == words
    refused = client.post(door, said | {"picture": upload(b"x")}, follow=True)
    assert "no picture we can read" in refused.content.decode()
    assert Draft.objects.get().words["body"] == "It is loud."


def test_by_the_api_too_only_ones_own_are_posted(member: Member, api: Any) -> None:
    board, theirs = make_board(), make_attachment()
    said = {"title": "A quiet lid", "board": board.slug, "body": theirs.markdown}
    answer = api("post", member=member).post("/api/v1/ideas/", said, format="json")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (
        409,
        "foreign_picture",
    )


def test_a_file_that_is_missing_is_a_page_not_found(member: Member) -> None:
    picture = make_attachment(member)
    picture.file.storage.delete(picture.file.name)
    assert status(picture, member) == [404]
