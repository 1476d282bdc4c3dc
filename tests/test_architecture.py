"""The house rules that a tool can check."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["community", "ideas", "feedback"]
# Where rows are written; and what updates something that is no row.
WRITERS = {"actions", "migrations"}
NO_ROWS = {
    "community/house_pictures.py": "a file",
    "community/pictures.py": "a file",
    "community/scoring/score.py": "a digest",
    "community/models/session.py": "Django's own sessions",
    "community/sessions.py": "Django's own sessions",
    "community/link_cards/draw.py": "a picture",
    "community/sheets.py": "a file",
    "feedback/importing/progress.py": "a bar",
    "config/house/prepare.py": "a digest",
    "config/task_logs.py": "a request",
}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "insert_once",
}


def python_files() -> Iterator[Path]:
    for folder in [*APPS, "config", "tests", "bench"]:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def reading_files() -> Iterator[Path]:
    for path in python_files():
        parts = path.relative_to(ROOT).parts
        if parts[0] in [*APPS, "config"] and not WRITERS & set(parts):
            yield path


def app_files() -> Iterator[Path]:
    """Those of the apps: `config` asks its own servers whether they are up."""
    yield from (p for p in reading_files() if p.relative_to(ROOT).parts[0] in APPS)


def writes_in(source: str) -> list[str]:
    """Each call that writes rows, with its line."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [(call.lineno, _name(call.func)) for call in calls]
    return [f"{line}: {name}" for line, name in named if name in WRITES]


def imports_in(source: str) -> set[str]:
    tree = ast.walk(ast.parse(source))
    return {
        name
        for node in tree
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}.{alias.name}" for alias in node.names]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def names(paths: Iterator[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("name", names(python_files()))
def test_a_file_fits_in_the_head(name: str) -> None:
    limit = 400 if name.startswith("tests/") else 300
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("name", names(reading_files()))
def test_only_actions_write(name: str) -> None:
    found = writes_in((ROOT / name).read_text(encoding="utf-8"))
    assert (found == []) is (name not in NO_ROWS)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def view(request):\n    Idea.objects.create(title='x')\n", ["2: create"]),
        ("insert_once(Vote, idea=idea)", ["1: insert_once"]),
        ("idea.save()\nidea.delete()", ["1: save", "2: delete"]),
        ("Idea.objects.filter(pk=1).first()", []),
    ],
)
def test_a_write_is_seen(source: str, found: list[str]) -> None:
    assert writes_in(source) == found


@pytest.mark.parametrize("name", names(app_files()))
def test_nothing_opens_an_address_past_the_egress(name: str) -> None:
    """import-linter sees packages; these two are modules of the standard library."""
    found = imports_in((ROOT / name).read_text(encoding="utf-8"))
    assert not {"urllib.request", "http.client"} & found


def test_an_import_is_seen_however_it_is_written() -> None:
    assert imports_in("from urllib import request") == {"urllib.request"}
    assert imports_in("import http.client as c") == {"http.client"}
