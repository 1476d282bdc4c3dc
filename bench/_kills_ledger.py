"""What was acknowledged, written down outside of the database: the judge of a run."""

import json
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path

Pair = tuple[int, int]
LEFT_ALONE = 60.0  # seconds; no statement of Hearth's runs for longer


class Ledger:
    """One line in a file for each answer, and the same in memory.

    `votes`: for each (idea, member) the states that may stand: one after an answer, two
    after a request that nobody answered. Such a pair is left alone for a minute: by then
    that request is over, and what is answered next is what stands.
    `words`: how often a text that carries its own number may stand.
    """

    def __init__(self, file: Path) -> None:
        self.file = file.open("a", encoding="utf-8")
        self.lock = threading.Lock()
        self.acknowledged = 0
        self.unanswered = 0
        self.refused = Counter[int]()
        self.votes: dict[Pair, set[bool]] = {}
        self.left_alone_until: dict[Pair, float] = {}
        self.words: dict[str, set[int]] = {}
        self.taken: dict[int, int] = {}
        self.told: set[int] = set()
        self.ideas: list[int] = []
        self.news = defaultdict[tuple[str, int | str], int](int)
        self.news_after = threading.Event()

    def vote(self, idea: int, member: int, *, state: bool, is_known: bool) -> None:
        before = self.votes.get((idea, member), {False})
        after = {state} if is_known else {*before, state}
        with self.lock:
            self.votes[idea, member] = after
            if not is_known:
                self.left_alone_until[idea, member] = time.monotonic() + LEFT_ALONE
            if is_known and before == {not state}:
                self.news["idea.voted", idea] += 1
            self._note("vote", is_known, idea=idea, member=member, state=state)

    def said(self, what: str, text: str, *, is_known: bool) -> None:
        with self.lock:
            self.words[text] = {1} if is_known else {0, 1}
            if is_known:
                self.news["conversation.routed", text] += 1
            self._note(what, is_known, text=text)

    def take(self, conversation: int, member: int) -> None:
        with self.lock:
            self.taken[conversation] = member
            self.news["conversation.read", conversation] += 1
            self._note("take", True, conversation=conversation, member=member)  # noqa: FBT003

    def tell(self, conversation: int) -> None:
        with self.lock:
            self.told.add(conversation)
            self._note("tell", True, conversation=conversation)  # noqa: FBT003

    def refuse(self, status: int) -> None:
        with self.lock:
            self.refused[status] += 1

    def may_vote(self, idea: int, member: int) -> bool:
        is_sure = len(self.votes.get((idea, member), {False})) == 1
        return is_sure or time.monotonic() > self.left_alone_until[idea, member]

    def state_of(self, idea: int, member: int) -> bool:
        return True in self.votes.get((idea, member), {False})

    def _note(self, what: str, is_known: bool, **values: object) -> None:  # noqa: FBT001
        line = {"at": time.time(), "what": what, "is_known": is_known} | values
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()
        if is_known:
            self.acknowledged += 1
            self.news_after.set()
        else:
            self.unanswered += 1
