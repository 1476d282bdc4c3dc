"""Two builds broken on purpose: a bench that passes them proves nothing."""

from pathlib import Path

from bench._house import House
from bench._kills_clients import Client
from bench._kills_judge import judge
from bench._kills_killer import Killer
from bench._receiver import Door
from config.house.processes import wait_until

FOLDER = Path(__file__).parent / "_broken"
TWICE = "ALTER TABLE ideas_vote DROP CONSTRAINT one_vote_per_member"


def without_index(house: House) -> None:
    """From now on a vote that is said twice stands twice."""
    with house.postgres.connect("hearth") as connection:
        connection.execute(TWICE)


def without_rows(house: House, killer: Killer) -> None:
    """From now on web sends after commit, as many do it, and writes no delivery."""
    house.roles.env["PYTHONPATH"] = str(FOLDER)
    before = house.pid("Web")
    killer.ways["web"]()
    wait_until(lambda: house.pid("Web") != before, seconds=60)


def votes_caught(house: House, killer: Killer, door: Door) -> bool:
    """Votes said twice, and whether the judge sees it."""
    without_index(house)
    _change_votes(killer.canary, times=2)
    found = judge(house, killer.ledger, door)
    return found.twice > 0 and found.counts > 0


def deliveries_caught(house: House, killer: Killer, door: Door) -> bool:
    """Votes acknowledged by the broken web, which is killed at once."""
    without_rows(house, killer)
    client: Client = killer.canary
    wait_until(lambda: client.vote(client.people[-1]), seconds=60)
    _change_votes(client, times=1)
    killer.ways["web"]()
    return judge(house, killer.ledger, door).unheard > 0


def _change_votes(client: Client, *, times: int) -> None:
    """Three people's, off and on again, whatever the run before has left."""
    for person, idea in client.sure(3):
        client.say_vote(person, idea, state=False)
        client.say_vote(person, idea, state=True, times=times)
