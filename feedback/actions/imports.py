"""Take in another community's folder by the rules of the site, all of it or nothing."""

from collections import Counter
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.actions.firm import open_board
from community.actions.members import add_member
from community.actions.vouching import verify
from community.csv_files import Problem
from community.models import Board, Conversation, Member
from community.replay import replay, tell_planner
from feedback.errors import BadFolder
from feedback.importing.folder import Folder
from feedback.importing.here import Here
from feedback.importing.rows import (
    CommentRow,
    IdeaRow,
    ImportRow,
    MemberRow,
    VoteRow,
)
from ideas.actions.comments import post_comment
from ideas.actions.ideas import post_idea
from ideas.actions.ranks import refresh_ranks
from ideas.actions.tallies import Judgement, take_judgements
from ideas.actions.words import refresh_words
from ideas.models import Comment, Idea, Seen, Vote

BATCH = 5_000
NEW, THERE = "new", "there"

Found = Counter[tuple[str, str]]


def check_folder(
    folder: Folder,
    *,
    note: Callable[[Problem], None],
    read: Callable[[int], None] = lambda _size: None,
) -> int:
    """Read every row, hand what is wrong to `note`, return how many rows are good."""
    good = 0
    for row in folder.rows(Here.of(folder.name), read):
        if isinstance(row, Problem):
            note(row)
        else:
            good += 1
    return good


def import_folder(
    folder: Folder,
    *,
    is_rehearsal: bool = False,
    read: Callable[[int], None] = lambda _size: None,
) -> Found:
    """Take in every good row of a folder in one transaction, sending nothing.

    Run `check_folder` first to know of the bad ones. What an earlier run took in
    stays as it is, and what members took back since then stays taken back. A
    rehearsal does the same and undoes it. Returns how many (kind, new or there).
    Raises BadFolder where nothing could be taken.
    """
    with replay():
        _hold_merges()
        found = _Import(folder).run(read)
        if not found:
            raise BadFolder(_("There is nothing in this folder that could be taken."))
        transaction.set_rollback(is_rehearsal)
    return found


def _hold_merges() -> None:
    """Until commit nobody merges, so that the counts of what is merged stay exact."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE ideas_merge IN SHARE MODE")


class _Import:
    """The ids of the folder's rows and what has become of them."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.found: Found = Counter()
        self.here = Here.of(folder.name)
        self.members: dict[str, int] = {}
        self.ideas: dict[str, int] = {}
        self.boards: dict[str, Board] = {}
        self.judgements: list[Judgement] = []

    def run(self, read: Callable[[int], None]) -> Found:
        for row in self.folder.rows(self.here, read):
            if not isinstance(row, Problem):
                self._take(row)
        self._flush()
        if any(state == NEW for _kind, state in self.found):
            tell_planner(Conversation, Idea, Vote, Seen, Comment)
            refresh_ranks()
            refresh_words()
        return self.found

    def _take(self, row: ImportRow) -> None:
        match row:
            case MemberRow():
                self._take_member(row)
            case IdeaRow():
                self._take_idea(row)
            case VoteRow():
                self._take_vote(row)
            case CommentRow():
                self._take_comment(row)

    def _count(self, kind: str, *, is_new: bool, by: int = 1) -> None:
        if by:
            self.found[kind, NEW if is_new else THERE] += by

    def _take_member(self, row: MemberRow) -> None:
        """A new member, or the one this folder or anybody brought before."""
        there = self.here.member(row) or _owner(row.email)
        self._count("members", is_new=there is None)
        self.members[row.id] = there or self._add(row).pk

    def _add(self, row: MemberRow) -> Member:
        member = add_member(
            email=row.email,
            name=row.name,
            at=row.joined_at,
            external_id=self.here.key(row),
            company=row.company,
            consents_to_ranking=row.consents,
        )
        if row.is_verified:
            verify(member, how=Member.Verified.CUSTOMER_LIST, at=row.joined_at)
        return member

    def _take_idea(self, row: IdeaRow) -> None:
        there = self.here.ideas.get(self.here.key(row))
        self._count("posts", is_new=there is None)
        self.ideas[row.id] = there or self._post(row).pk

    def _post(self, row: IdeaRow) -> Idea:
        return post_idea(
            author=Member.objects.get(pk=self.members[row.author]),
            board=self._board(row.board),
            title=row.title,
            body=row.body,
            status=row.status,
            external_id=self.here.key(row),
            at=row.created_at,
        )

    def _board(self, name: str) -> Board:
        """The board of that name, opened when it is new."""
        if name not in self.boards:
            there = Board.objects.filter(name__iexact=name).first()
            self._count("boards", is_new=there is None)
            self.boards[name] = there or open_board(name, slug=_free_board_slug(name))
        return self.boards[name]

    def _take_vote(self, row: VoteRow) -> None:
        self.judgements.append(
            Judgement(
                idea=self.ideas[row.idea],
                member=self.members[row.member],
                is_vote=row.is_vote,
                at=row.cast_at,
            )
        )
        if len(self.judgements) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        votes, seen = take_judgements(self.judgements)
        self._count("votes", is_new=True, by=votes)
        self._count("seen", is_new=True, by=seen)
        there = len(self.judgements) - votes - seen
        self._count("votes and seen", is_new=False, by=there)
        self.judgements.clear()

    def _take_comment(self, row: CommentRow) -> None:
        external_id = self.here.comment_key(row)
        is_there = external_id in self.here.comments
        self._count("comments", is_new=not is_there)
        if not is_there:
            post_comment(
                Idea.objects.select_related("conversation", "author", "board").get(
                    pk=self.ideas[row.idea]
                ),
                author=Member.objects.get(pk=self.members[row.author]),
                text=row.body,
                external_id=external_id,
                at=row.created_at,
            )


def _owner(email: str) -> int | None:
    """Who has this address already; they stay as they are."""
    found = Member.objects.alias(address=Lower("email")).filter(address=email)
    return found.values_list("pk", flat=True).first()


def _free_board_slug(name: str) -> str:
    base = slugify(name)[:50] or "board"
    taken = set(
        Board.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    slugs = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
    return next(slug for slug in slugs if slug not in taken)
