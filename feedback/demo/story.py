"""What people said and what the firm did, replayed in the order in which it happened."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from community.actions.flags import raise_flag
from community.actions.members import add_member
from community.actions.vouching import verify_by_list, vouch
from community.models import Conversation, Flag, Member
from feedback.actions.decisions import decide
from feedback.actions.insights import write_insight
from feedback.actions.intake import bring_in
from feedback.actions.questions import answer_question, ask
from feedback.actions.releases import bring_out
from feedback.actions.replies import reply
from feedback.demo.house import House
from feedback.demo.reading import Reading
from feedback.demo.texts import Text, Texts
from ideas.actions.answers import contest_answer
from ideas.actions.comments import post_comment
from ideas.actions.credits import thank
from ideas.actions.flags import let_stand, take_down
from ideas.actions.ideas import post_idea
from ideas.actions.merges import merge_idea
from ideas.actions.releases import write_release
from ideas.models import Comment, Idea
from ideas.models.idea import Status

Event = tuple[float, Callable[[], None]]


class Story:
    """Knows everybody and everything by the names that the texts give them."""

    def __init__(self, texts: Texts, house: House, *, now: datetime) -> None:
        self.texts, self.house, self.now = texts, house, now
        self.people: dict[str, Member] = dict(house.staff)
        self.said: dict[str, Conversation] = {}
        self.posts: dict[str, Idea] = {}
        self.comments: dict[str, Comment] = {}
        self.reading = Reading(texts, house)

    def at(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)

    def replay(self) -> None:
        for _days_ago, happen in sorted(self._events(), key=lambda event: -event[0]):
            happen()

    def _events(self) -> Iterator[Event]:
        texts = self.texts
        for rows, happen in [
            (texts.posts, self._post),
            (texts.comments, self._comment),
            (texts.outside, self._bring_in),
            (texts.reads, self._read),
            (texts.loop["question"], self._ask),
            (texts.loop["insight"], self._learn),
            (texts.decisions, self._decide),
            (texts.releases, self._bring_out),
            (texts.loop["flag"], self._flag),
        ]:
            for row in rows:
                yield row["days_ago"], self._bound(happen, row)
        for row in texts.members:
            yield row["joined"], self._bound(self._join, row)
        for row in texts.posts:
            if "merged_into" in row:
                yield row["merged_days_ago"], self._bound(self._merge, row)

    def _bound(self, happen: Callable[[Text], None], row: Text) -> Callable[[], None]:
        return lambda: happen(row)

    def _join(self, row: Text) -> None:
        at, owner = self.at(row["joined"]), row.get("account_owner", "")
        member = add_member(
            **{key: row[key] for key in ["email", "name", "slug", "about"]},
            **{key: row[key] for key in ["locale", "time_zone"]},
            company=row.get("company", ""),
            segment=row.get("segment", ""),
            account_owner=self.people.get(owner),
            invited_by=self.people.get(row.get("invited_by", "")),
            consents_to_ranking=row["consent_rank"],
            consents_to_contact=row["consent_contact"],
            at=at,
        )
        if row["verified"] == "colleague":
            vouch(member, by=self.people[row["vouched_by"]], at=at)
        elif row["verified"]:
            verify_by_list(member, at=at)
        self.people[row["slug"]] = member

    def _post(self, row: Text) -> None:
        idea = post_idea(
            author=self.people[row["author"]],
            board=self.house.boards[row["board"]],
            title=row["title"],
            body=row["body"],
            kind=row["kind"],
            external_id=f"demo:{row['slug']}",
            at=self.at(row["days_ago"]),
        )
        self.posts[row["slug"]] = idea
        self.said[row["slug"]] = idea.conversation

    def _comment(self, row: Text) -> None:
        comment = post_comment(
            self.posts[row["post"]],
            author=self.people[row["author"]],
            text=row["text"],
            reply_to=self.comments.get(row.get("reply_to", "")),
            external_id=f"demo/comments:{row['id']}",
            at=self.at(row["days_ago"]),
        )
        self.comments[row["id"]] = comment
        self.said[row["id"]] = comment.conversation

    def _bring_in(self, row: Text) -> None:
        details: dict[str, Any] = {}
        if "rating" in row:
            details["rating"] = row["rating"]
        self.said[row["external_id"]], _is_new = bring_in(
            **{key: row[key] for key in ["source", "external_id", "kind"]},
            **{key: row[key] for key in ["headline", "text"]},
            member=self.people.get(row.get("author", "")),
            author_name=row.get("outside_author", ""),
            board=self.house.board(row),
            at=self.at(row["days_ago"]),
            **details,
        )

    def _read(self, row: Text) -> None:
        key = row["conversation"]
        by = self.people[row["by"]]
        self.reading.read(self.said[key], row, by=by, now=self.now)

    def _ask(self, row: Text) -> None:
        conversation = self._conversation(row["post"])
        question = ask(
            conversation,
            by=self.people[row["by"]],
            text=row["text"],
            at=self.at(row["days_ago"]),
        )
        if "answer" in row and conversation.member:
            answer_question(
                question,
                by=conversation.member,
                text=row["answer"],
                at=self.at(row["answered_days_ago"]),
            )

    def _learn(self, row: Text) -> None:
        insight = write_insight(
            sentence=row["sentence"],
            by=self.people[row["by"]],
            team=self.house.teams[row["team"]],
            evidence=[
                (self._conversation(each["conversation"]), each["excerpt"])
                for each in row["evidence"]
            ],
            at=self.at(row["days_ago"]),
        )
        said = {self.said[each["conversation"]].pk: each for each in row["evidence"]}
        for evidence in insight.evidence.select_related("conversation__member"):
            each, author = said[evidence.conversation_id], evidence.conversation.member
            if each["reply"] and author:
                reply(
                    evidence,
                    by=author,
                    reply=each["reply"],
                    note=each.get("note", ""),
                    at=self.at(each["replied_days_ago"]),
                )

    def _decide(self, row: Text) -> None:
        answer = decide(
            self._conversation(row["post"]),
            by=self.people[row["by"]],
            status=row["status"],
            text=row["text"],
            status_note=_in_words(row["status"], row["when"]),
            at=self.at(row["days_ago"]),
        )
        if answer and "contested" in row:
            contest_answer(
                answer,
                by=answer.idea.author,
                text=row["contested"],
                at=self.at(row["contested_days_ago"]),
            )

    def _bring_out(self, row: Text) -> None:
        by, at = self.people[row["by"]], self.at(row["days_ago"])
        release = write_release(
            None,
            by=by,
            title=row["title"],
            notes=row["notes"],
            released_at=at,
            ideas=[self.posts[slug] for slug in row["posts"]],
            at=at,
        )
        for each in row["thanks"]:
            whom = self.people[each["member"]]
            thank(whom, by=by, reason=each["reason"], release=release, at=at)
        bring_out(release, by=by, at=at)

    def _merge(self, row: Text) -> None:
        merge_idea(
            self._idea(row["slug"]),
            into=self._idea(row["merged_into"]),
            by=self.people[row["merged_by"]],
            at=self.at(row["merged_days_ago"]),
        )

    def _flag(self, row: Text) -> None:
        conversation, by = (
            self._conversation(row["conversation"]),
            self.people[row["by"]],
        )
        raise_flag(
            conversation, by=by, reason=row["reason"], at=self.at(row["days_ago"])
        )
        flag = Flag.objects.get(conversation=conversation, member=by)
        colleague = next(
            each for each in self.house.staff.values() if each.is_superuser
        )
        rule = {"dismissed": let_stand, "upheld": take_down}.get(row["outcome"])
        if rule:
            at = self.at(row["ruled_days_ago"])
            rule(flag, by=colleague, reason=row["because"], at=at)

    def _idea(self, slug: str) -> Idea:
        """As it is now: its status may have moved since it was posted."""
        rows = Idea.objects.select_related("conversation", "author", "board")
        return rows.get(pk=self.posts[slug].pk)

    def _conversation(self, key: str) -> Conversation:
        rows = Conversation.objects.select_related("member", "board", "source")
        return rows.get(pk=self.said[key].pk)


def _in_words(status: str, when: str) -> str:
    if not when:
        return ""
    joint = " " if when.startswith(("for ", "from ")) else ": "
    return f"{Status(status).label}{joint}{when}"
