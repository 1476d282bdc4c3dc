"""Compare the ledger with the database and with what the receiver wrote down."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench._house import House
from bench._kills_ledger import Ledger
from bench._receiver import Door

COUNTS = """
SELECT count(*) FROM ideas_idea i WHERE
 i.vote_count <> (SELECT count(*) FROM ideas_vote v WHERE v.idea_id = i.id)
 OR i.vote_count <> (SELECT count(*) FROM community_contribution c
   WHERE c.kind = 'endorsed' AND c.revoked_at IS NULL
   AND c.source LIKE 'ideas.vote:' || i.id || ':%')
 OR i.comment_count <> (SELECT count(*) FROM ideas_comment c WHERE c.idea_id = i.id)
 OR i.follower_count <> (SELECT count(*) FROM ideas_follow f WHERE f.idea_id = i.id)
"""
JOURNEYS = """
SELECT count(*) FROM community_conversation c
LEFT JOIN LATERAL (SELECT
  min(at) FILTER (WHERE stage = 'received') AS received,
  min(at) FILTER (WHERE stage = 'read') AS read,
  min(at) FILTER (WHERE stage = 'decided') AS decided,
  min(at) FILTER (WHERE stage = 'told') AS told
  FROM community_stage s WHERE s.conversation_id = c.id) log ON true
WHERE c.received_at IS DISTINCT FROM log.received OR c.read_at IS DISTINCT FROM log.read
  OR c.decided_at IS DISTINCT FROM log.decided OR c.told_at IS DISTINCT FROM log.told
  OR c.read_at < c.received_at OR c.decided_at < c.read_at OR c.told_at < c.decided_at
"""
WORDS = """
SELECT headline, count(*) FROM community_conversation
WHERE headline LIKE '%, number %' OR headline LIKE '%number %.' GROUP BY headline
"""
DELIVERIES = """
SELECT key::text, state FROM community_delivery WHERE channel = 'webhook'
"""
WAITS = """
SELECT EXTRACT(epoch FROM min(started_at) - d.created_at) FROM community_delivery d
JOIN community_attempt a ON a.delivery_id = d.id
WHERE d.channel = 'webhook' AND d.created_at BETWEEN to_timestamp(%s) AND to_timestamp(%s)
GROUP BY d.id
"""


@dataclass
class Verdict:
    """Every number but `deliveries` and `extra` must be zero."""

    lost: int = 0
    twice: int = 0
    counts: int = 0
    journeys: int = 0
    undelivered: int = 0
    unheard: int = 0
    unsigned: int = 0
    strange: int = 0
    deliveries: int = 0
    extra: int = 0
    examples: list[str] = field(default_factory=list)


def judge(house: House, ledger: Ledger, door: Door) -> Verdict:
    found = Verdict()
    with house.postgres.connect("hearth") as connection:

        def rows(statement: str) -> list[tuple]:
            return connection.execute(statement.encode()).fetchall()

        found.counts = rows(COUNTS)[0][0]
        found.journeys = rows(JOURNEYS)[0][0]
        votes = rows(
            "SELECT idea_id, member_id, count(*) FROM ideas_vote GROUP BY 1, 2"
        )
        _judge_votes(found, ledger, {(idea, who): many for idea, who, many in votes})
        _judge_words(found, ledger, dict(rows(WORDS)))
        _judge_desk(found, ledger, rows)
        known = dict(rows(DELIVERIES))
        _judge_deliveries(found, known, _judge_arrivals(found, ledger, door))
    return found


def _judge_votes(
    found: Verdict, ledger: Ledger, stands: dict[tuple[int, int], int]
) -> None:
    for pair, allowed in ledger.votes.items():
        many = stands.get(pair, 0)
        if bool(many) not in allowed:
            found.lost += 1
            found.examples.append(f"vote {pair}: {many} rows, {allowed} acknowledged")
        found.twice += max(many - 1, 0)


def _judge_words(found: Verdict, ledger: Ledger, stands: dict[str, int]) -> None:
    for text, allowed in ledger.words.items():
        many = stands.get(text, 0)
        if many < min(allowed):
            found.lost += 1
            found.examples.append(f"“{text}” is not there")
        found.twice += max(many - 1, 0)


def _judge_desk(
    found: Verdict, ledger: Ledger, rows: Callable[[str], list[tuple]]
) -> None:
    taken = rows("SELECT conversation_id, taken_by_id FROM feedback_handoff")
    told = rows("SELECT id FROM community_conversation WHERE told_at IS NOT NULL")
    missing = set(ledger.taken.items()) - set(taken)
    untold = ledger.told - {one for (one,) in told}
    found.lost += len(missing) + len(untold)
    found.examples += [f"taken, and it was not: {one}" for one in missing]
    found.examples += [f"told, and nobody was: {one}" for one in untold]


def _judge_arrivals(found: Verdict, ledger: Ledger, door: Door) -> Counter[str]:
    """How often each webhook-id came; and did everything acknowledged become one?"""
    heard = Counter[str]()
    news = dict[tuple[str, int | str], set[str]]()
    for one in door.arrivals():
        heard[one["id"]] += 1
        found.unsigned += not one["is_signed"]
        for about in _subjects(one["body"]):
            news.setdefault(about, set()).add(one["id"])
    for about, many in ledger.news.items():
        missing = many - len(news.get(about, ()))
        if missing > 0:
            found.unheard += missing
            found.examples.append(f"{about}: {missing} of {many} never arrived")
    return heard


def _judge_deliveries(
    found: Verdict, known: dict[str, str], heard: Counter[str]
) -> None:
    found.deliveries = len(known)
    found.extra = heard.total() - len(heard)
    found.strange = len(heard.keys() - known.keys())
    found.undelivered = sum(
        key not in heard or state != "delivered" for key, state in known.items()
    )


def _subjects(body: dict) -> list[tuple[str, int | str]]:
    """What the ledger may know it by."""
    data, event = body["data"], body["type"]
    keys = {
        "idea.voted": "idea",
        "conversation.routed": "headline",
        "conversation.read": "conversation",
    }
    return [(event, data[keys[event]])] if event in keys else []


def waits_between(house: House, began: float, ended: float) -> list[float]:
    """Seconds from an event to the first attempt at its webhook."""
    with house.postgres.connect("hearth") as connection:
        found = connection.execute(WAITS, [began, ended]).fetchall()
    return sorted(float(str(wait)) for (wait,) in found)
