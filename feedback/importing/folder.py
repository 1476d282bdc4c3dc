from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from community.csv_files import Problem, read_csv
from feedback.importing.cells import Cells
from feedback.importing.here import Here
from feedback.importing.rows import (
    CommentRow,
    IdeaRow,
    ImportRow,
    MemberRow,
    VoteRow,
)

STATUSES = ["open", "planned", "progress", "shipped", "declined"]
COLUMNS = {
    "members.csv": "id,name,email,joined_at,verified,consent,company",
    "ideas.csv": "id,author,board,title,body,created_at,status",
    "votes.csv": "idea,member,value,cast_at",
    "comments.csv": "id,idea,author,body,created_at",
}
OPTIONAL = {"comments.csv"}
NAME_LIMIT = 80


@dataclass(frozen=True)
class Folder:
    """Another community's members, ideas, votes and comments as CSV files."""

    path: Path

    @property
    def name(self) -> str:
        """What the ids of this folder are prefixed with."""
        return self.path.resolve().name

    def size(self) -> int:
        """Bytes to read, for a progress bar."""
        files = [self.path / name for name in COLUMNS]
        return sum(file.stat().st_size for file in files if file.is_file())

    def rows(
        self, here: Here, read: Callable[[int], None] = lambda _size: None
    ) -> Iterator[ImportRow | Problem]:
        """Every row in the order of the files, each checked against those before it
        and against what stands here.

        A row comes when all of it can be taken; else its problems come. `read` hears
        how many bytes of all files have been read so far.
        """
        if not self.path.is_dir() or not 0 < len(self.name) <= NAME_LIMIT:
            yield Problem(str(self.path), 0, "", _("there is no such folder"))
            return
        checker, before = Checker(here), 0
        for name, columns in COLUMNS.items():
            file = self.path / name
            if not file.is_file():
                if name not in OPTIONAL:
                    yield Problem(name, 0, "", _("the file is missing"))
                continue
            with file.open("rb") as stream:
                for row in read_csv(stream, name=name, required=columns.split(",")):
                    if isinstance(row, Problem):
                        yield row
                        continue
                    yield from checker.check(Cells(row, file=name))
                    read(before + stream.tell())
            before += file.stat().st_size


class Checker:
    """Remembers which ids good rows have had, so that references can be checked."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.silent: set[str] = set()
        self.members: set[str] = set()
        self.emails: set[str] = set()
        self.ideas: set[str] = set()
        self.comments: set[str] = set()
        self.judged: set[tuple[str, str]] = set()

    def check(self, cells: Cells) -> Iterator[ImportRow | Problem]:
        kinds: dict[str, Callable[[Cells], ImportRow]] = {
            "members.csv": self._member,
            "ideas.csv": self._idea,
            "votes.csv": self._vote,
            "comments.csv": self._comment,
        }
        row = kinds[cells.file](cells)
        self._ask_here(row, cells)
        if cells.problems:
            yield from cells.problems
            return
        self._remember(row)
        yield row

    def _ask_here(self, row: ImportRow, cells: Cells) -> None:
        """Nothing new from who left or is suspended, nor where nothing more is said."""
        match row:
            case IdeaRow():
                is_new = self.here.key(row) not in self.here.ideas
            case CommentRow():
                is_new = self.here.comment_key(row) not in self.here.comments
                if is_new and not self.here.takes_comments(row.idea):
                    cells.refuse("idea", _("the post takes no more comments here"))
            case _:
                return
        if is_new and row.author in self.silent:
            reason = _("“%(id)s” has left or is suspended here: nothing new from them")
            cells.refuse("author", reason % {"id": row.author[:100]})

    def _remember(self, row: ImportRow) -> None:
        match row:
            case MemberRow():
                self.members.add(row.id)
                self.emails.add(row.email)
                if self.here.is_silent(row):
                    self.silent.add(row.id)
            case IdeaRow():
                self.ideas.add(row.id)
            case VoteRow():
                self.judged.add((row.idea, row.member))
            case CommentRow():
                self.comments.add(row.id)

    def _member(self, cells: Cells) -> MemberRow:
        email = cells.email("email")
        if email in self.emails:
            cells.refuse("email", _("“%(email)s” stands here twice") % {"email": email})
        return MemberRow(
            id=cells.new("id", self.members),
            name=cells.line("name", limit=80),
            email=email,
            joined_at=cells.moment("joined_at"),
            is_verified=cells.flag("verified"),
            consents=cells.flag("consent"),
            company=cells.line("company", limit=120, is_required=False),
        )

    def _idea(self, cells: Cells) -> IdeaRow:
        return IdeaRow(
            id=cells.new("id", self.ideas),
            author=cells.known("author", self.members, file="members.csv"),
            board=cells.line("board", limit=60),
            title=cells.line("title", limit=160),
            body=cells.words("body", limit=20_000, is_required=False),
            created_at=cells.moment("created_at"),
            status=cells.choice("status", STATUSES),
        )

    def _vote(self, cells: Cells) -> VoteRow:
        idea = cells.known("idea", self.ideas, file="ideas.csv")
        member = cells.known("member", self.members, file="members.csv")
        if (idea, member) in self.judged:
            reason = _("this member's vote on this idea stands here twice")
            cells.refuse("member", reason)
        return VoteRow(
            idea=idea,
            member=member,
            is_vote=cells.flag("value"),
            cast_at=cells.moment("cast_at"),
        )

    def _comment(self, cells: Cells) -> CommentRow:
        return CommentRow(
            id=cells.new("id", self.comments),
            idea=cells.known("idea", self.ideas, file="ideas.csv"),
            author=cells.known("author", self.members, file="members.csv"),
            body=cells.words("body", limit=20_000),
            created_at=cells.moment("created_at"),
        )
