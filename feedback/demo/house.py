"""The firm, its boards, teams, people of its own, sources and rules."""

from datetime import datetime

from community.actions.firm import open_board, set_up_firm, set_up_source
from community.actions.members import add_member
from community.actions.vouching import Listed, load_customers
from community.models import Board, Member, Source
from feedback.actions.rules import set_rule
from feedback.actions.teams import join_team, open_team
from feedback.demo.texts import Text, Texts
from feedback.models import Team


class House:
    """What stands before anybody comes."""

    def __init__(self, texts: Texts, *, opened_at: datetime) -> None:
        firm = texts.firm
        domains = [company["domain"] for company in firm["company"]]
        set_up_firm(**firm["firm"], domains=domains)
        self.boards = {
            row["slug"]: open_board(position=n, **row)
            for n, row in enumerate(firm["board"])
        }
        self.teams = {row["slug"]: _team(row) for row in firm["team"]}
        self.staff = {
            row["slug"]: self._colleague(row, at=opened_at) for row in firm["staff"]
        }
        self.team_of = {row["slug"]: self.teams[row["team"]] for row in firm["staff"]}
        self.sources = {row["slug"]: _source(row) for row in firm["source"]}
        for n, row in enumerate(firm["rule"]):
            self._rule(row, position=10 * (n + 1))
        load_customers(
            [self._listed(row) for row in texts.members if row["verified"] == "list"],
            at=opened_at,
        )

    def board(self, row: Text) -> Board | None:
        return self.boards.get(row.get("board", ""))

    def _colleague(self, row: Text, *, at: datetime) -> Member:
        member = add_member(
            email=row["email"],
            name=row["name"],
            slug=row["slug"],
            about=row["about"],
            is_staff=True,
            is_superuser=row.get("administrator", False),
            at=at,
        )
        join_team(self.teams[row["team"]], member, is_lead=row["role"] == "lead")
        return member

    def _rule(self, row: Text, *, position: int) -> None:
        set_rule(
            position=position,
            team=self.teams[row["team"]],
            board=self.board(row),
            source=self.sources.get(row.get("source", "")),
            kind=row.get("kind", ""),
            words=row.get("words", []),
        )

    def _listed(self, row: Text) -> Listed:
        owner = self.staff.get(row.get("account_owner", ""))
        return Listed(
            email=row["email"],
            company=row.get("company", ""),
            segment=row.get("segment", ""),
            account_owner=(owner.email or "") if owner else "",
        )


def _team(row: Text) -> Team:
    details = {key: row[key] for key in ["slug", "purpose", "promise_days"]}
    return open_team(
        row["name"], is_last_resort=row.get("last_resort", False), **details
    )


def _source(row: Text) -> Source:
    return set_up_source(
        slug=row["slug"],
        name=row["name"],
        is_connected=row["connected"],
        monthly_volume=row["monthly_volume"],
        phase=row["phase"],
    )
