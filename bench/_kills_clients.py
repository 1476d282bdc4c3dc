"""Clients that write through the pages and the API, and keep the ledger of the answers."""

import http.client
import itertools
import json
import random
import threading
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from bench._kills_ledger import Ledger
from bench._kills_world import Person, World

PATIENCE_SECONDS = 20.0
TOKEN = "k" * 32
REPEATED = 0.1
numbers = itertools.count(1)


class NoAnswer(Exception):
    """The request may have been carried out, or not."""


class Asked(NamedTuple):
    method: str
    path: str
    body: str
    headers: dict[str, str]


class Line:
    """One kept connection to the site."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, asked: "Asked") -> int:
        """The status. Raises NoAnswer."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(
                    "127.0.0.1", self.port, timeout=PATIENCE_SECONDS
                )
            self.connection.request(*asked)
            answer = self.connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as problem:
            if self.connection:
                self.connection.close()
            self.connection = None
            raise NoAnswer from problem
        return answer.status


class Client:
    """One thread with members of its own, so that nobody else moves their votes."""

    def __init__(
        self, world: World, ledger: Ledger, *, people: list[Person], port: int
    ) -> None:
        self.world, self.ledger, self.people = world, ledger, people
        self.line = Line(port)
        self.random = random.Random(people[0].pk)
        self.pause = 0.0

    def run(self, is_over: Callable[[], bool]) -> None:
        kinds: list[Callable[[Person], object]]
        kinds = [self.vote, self.comment, self.post]
        while not is_over():
            person = self.random.choice(self.people)
            self.random.choices(kinds, [90, 8, 2])[0](person)
            time.sleep(self.pause)

    def vote(self, person: Person) -> bool:
        """Change a vote; now and then say it twice, which must change nothing."""
        idea = self.random.choice(self.world.ideas_for(person))
        state = not self.ledger.state_of(idea, person.pk)
        times = 1 + (self.random.random() < REPEATED)
        return self.say_vote(person, idea, state=state, times=times)

    def say_vote(
        self, person: Person, idea: int, *, state: bool, times: int = 1
    ) -> bool:
        """Was it acknowledged? Nothing is said where nobody knows what stands."""
        if not self.ledger.may_vote(idea, person.pk):
            return False
        by_page = self.random.random() < 0.3
        return all(
            self._vote(person, idea, state=state, by_page=by_page) for _ in range(times)
        )

    def sure(self, count: int) -> list[tuple[Person, int]]:
        """So many people, each with an idea of which it is known how they voted."""
        known = (
            (person, idea)
            for person in self.people
            for idea in self.world.ideas_for(person)
            if self.ledger.may_vote(idea, person.pk)
        )
        found = {person.pk: (person, idea) for person, idea in known}
        return list(found.values())[:count]

    def comment(self, person: Person) -> None:
        text = f"The same here, number {next(numbers)}."
        said = {"idea": self.random.choice(self.world.ideas), "text": text}
        asked = Asked("POST", "/api/v1/comments/", json.dumps(said), _api(person))
        self._say("comment", text, asked)

    def post(self, person: Person) -> None:
        title = f"A handle that stays cool, number {next(numbers)}"
        said = {"title": title, "board": self.world.board, "kind": "idea"}
        asked = Asked("POST", "/api/v1/ideas/", json.dumps(said), _api(person))
        self._say("post", title, asked)

    def _vote(self, person: Person, idea: int, *, state: bool, by_page: bool) -> bool:
        form = urlencode({"vote": "on" if state else "off"})
        page = Asked("POST", f"/ideas/vote/{idea}/", form, _page(person))
        method = "PUT" if state else "DELETE"
        api = Asked(method, f"/api/v1/ideas/{idea}/vote/", "", _api(person))
        status = self._ask(page if by_page else api)
        if status in {200, None}:
            self.ledger.vote(idea, person.pk, state=state, is_known=status is not None)
        return status == 200

    def _say(self, what: str, text: str, asked: Asked) -> None:
        status = self._ask(asked)
        if status in {201, None}:
            self.ledger.said(what, text, is_known=status is not None)

    def _ask(self, asked: Asked) -> int | None:
        """The status, None where nobody can know what became of it.

        A 5xx is no acknowledgement and no refusal either: the write may stand.
        """
        try:
            status = self.line.ask(asked)
        except NoAnswer:
            return None
        if status not in {200, 201}:
            self.ledger.refuse(status)
        return None if status >= 500 else status


class Clients:
    """All of them, each in a thread, until told to stop."""

    def __init__(self, world: World, ledger: Ledger, *, port: int, count: int) -> None:
        shares = [world.people[number::count] for number in range(count)]
        self.clients = [
            Client(world, ledger, people=share, port=port) for share in shares
        ]
        self._is_over = threading.Event()
        self._threads = [
            threading.Thread(target=client.run, args=[self._is_over.is_set])
            for client in self.clients
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def pause(self, seconds: float) -> None:
        """Between two requests of one client."""
        for client in self.clients:
            client.pause = seconds

    def stop(self) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()


def _api(person: Person) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {person.key}",
        "Content-Type": "application/json",
    }


def _page(person: Person) -> dict[str, str]:
    return {
        "Cookie": f"session={person.session}; csrf={TOKEN}",
        "X-CSRFToken": TOKEN,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }
