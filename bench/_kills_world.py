"""Who lives in the house that is broken: made by the real actions."""

from dataclasses import dataclass

from bench._receiver import Door


@dataclass(frozen=True)
class Person:
    """A member as a client: a key for the API, a session for the pages."""

    pk: int
    key: str
    session: str


@dataclass(frozen=True)
class World:
    people: list[Person]
    colleagues: list[int]
    board: str
    ideas: list[int]

    def ideas_for(self, person: Person) -> list[int]:
        """Nobody votes for their own; the first people wrote one each."""
        number = self.people.index(person)
        return self.ideas[:number] + self.ideas[number + 1 :]


def make_world(door: Door, *, members: int, ideas: int) -> World:
    """Django must have been set up on the house's database."""
    from community.actions.firm import open_board, set_up_firm  # noqa: PLC0415
    from feedback.actions.endpoints import create_endpoint  # noqa: PLC0415
    from feedback.actions.teams import open_team  # noqa: PLC0415

    set_up_firm(name="Kettle & Co")
    board = open_board("Kettles")
    open_team("Lids")
    _endpoint, secret = create_endpoint(name="CRM", url=f"{door.url}/crm")
    door.trust("crm", secret)
    colleagues = [_colleague(number) for number in range(4)]
    people = [_person(number) for number in range(members)]
    return World(people, colleagues, board.slug, _ideas(people, board, ideas))


def _person(number: int) -> Person:
    from community.actions.api_keys import create_api_key  # noqa: PLC0415
    from community.actions.members import add_member  # noqa: PLC0415
    from community.actions.vouching import verify  # noqa: PLC0415
    from community.sessions import SessionStore  # noqa: PLC0415

    member = add_member(email=f"p{number}@example.com", name=f"Person {number}")
    verify(member, how=member.Verified.CUSTOMER_LIST)
    _key, text = create_api_key("bench", scopes=["read", "post"], member=member)
    session = SessionStore()
    session["_auth_user_id"] = str(member.pk)
    session["_auth_user_backend"] = "community.sessions.MemberBackend"
    session["_auth_user_hash"] = member.get_session_auth_hash()
    session.create()
    return Person(member.pk, text, str(session.session_key))


def _colleague(number: int) -> int:
    from community.actions.members import add_member  # noqa: PLC0415

    email = f"colleague{number}@example.com"
    return add_member(email=email, name=f"Colleague {number}", is_staff=True).pk


def _ideas(people: list[Person], board: object, count: int) -> list[int]:
    from community.models import Board, Member  # noqa: PLC0415
    from community.quiet import quiet  # noqa: PLC0415
    from ideas.actions.ideas import post_idea  # noqa: PLC0415

    assert isinstance(board, Board)
    authors = Member.objects.in_bulk([person.pk for person in people[:count]])
    with quiet():
        return [
            post_idea(author=author, board=board, title=f"A quieter kettle, {pk}").pk
            for pk, author in authors.items()
        ]
