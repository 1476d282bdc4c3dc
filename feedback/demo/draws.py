"""Who votes, looks and is helped: drawn from fixed hashes, so that it is always the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter

from feedback.demo.texts import Text, Texts

WEIGHTS = {"often": 4.0, "sometimes": 2.0, "rarely": 1.0}
CONFIRMED = 1.5
LATEST = 0.02  # days ago: nothing happens after this
LOOKERS = 1.2  # who saw it without voting, per vote
Candidate = tuple[str, float, float]  # who, and between how many days ago


@dataclass(frozen=True)
class Drawn:
    """Somebody does something for a piece of work, so many days ago."""

    what: str
    member: str
    days_ago: float


def judgements(texts: Texts) -> Iterator[tuple[Drawn, bool]]:
    """Who voted for a post, and after them who has seen it and not voted."""
    for post in texts.posts:
        backers = int(post["backers"])
        judged = backers + round(backers * LOOKERS)
        for place, candidate in enumerate(_judged(texts, post)[:judged]):
            yield _when(post["slug"], candidate), place < backers
    for each in _swarm(texts):
        yield each, True


def helps(texts: Texts) -> Iterator[Drawn]:
    for comment in filter(itemgetter("helped"), texts.comments):
        helped = {"slug": comment["id"], **comment}
        drawn = _drawn(texts.members, helped, end=LATEST)
        for candidate in drawn[: comment["helped"]]:
            yield _when(comment["id"], candidate)


def _judged(texts: Texts, post: Text) -> list[Candidate]:
    """Who had a chance to judge the post, the keenest first, its fans before all."""
    end = texts.closings.get(post["slug"], LATEST)
    drawn = _drawn(texts.members, post, end=end)
    fans = set(post.get("fans", []))
    return sorted(drawn, key=lambda each: each[0] not in fans)


def _drawn(members: Iterable[Text], work: Text, *, end: float) -> list[Candidate]:
    """A weighted draw without replacement (Efraimidis and Spirakis), keenest first."""
    found = []
    for member in members:
        slug = member["slug"]
        start = min(work["days_ago"], member["joined"])
        last = max(end, member.get("silent_since", 0))
        if "votes_only_for" in member or slug == work["author"] or start <= last:
            continue
        key = chance("who", work["slug"], slug) ** (1 / _weight(member))
        found.append((-key, slug, start, last))
    return [(slug, start, last) for _key, slug, start, last in sorted(found)]


def _when(work: str, candidate: Candidate) -> Drawn:
    member, start, last = candidate
    when = start - (start - last) * chance("when", work, member) ** 2.5
    return Drawn(work, member, min(when, start - 0.001))


def _swarm(texts: Texts) -> Iterator[Drawn]:
    """Accounts that came for one post vote for it soon after they joined."""
    for member in texts.members:
        if what := member.get("votes_only_for"):
            when = member["joined"] * (0.97 + 0.02 * chance("soon", member["slug"]))
            yield Drawn(what, member["slug"], when)


def _weight(member: Text) -> float:
    weight = WEIGHTS[member.get("activity", "rarely")]
    return weight * CONFIRMED if member["verified"] else weight


def chance(*names: str) -> float:
    """A number above 0 and below 1 that the names decide."""
    digest = sha256(":".join(names).encode()).digest()
    return (int.from_bytes(digest[:6], "big") + 1) / (2**48 + 2)
