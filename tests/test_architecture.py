"""The house rules that a tool can check."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["community", "ideas", "feedback"]
EDGES = [
    "views",
    "api",
    "serializers",
    "admin",
    "tasks",
    "receivers",
    "management",
    "panels",
    "adapters",
]
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


def edge_files() -> Iterator[Path]:
    for path in python_files():
        room = path.relative_to(ROOT).parts
        if room[0] in APPS and (
            room[1] in EDGES or room[1].removesuffix(".py") in EDGES
        ):
            yield path


def names(paths: Iterator[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("name", names(python_files()))
def test_a_file_fits_in_the_head(name: str) -> None:
    limit = 400 if name.startswith("tests/") else 300
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("name", names(edge_files()))
def test_edges_do_not_write(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    calls = [
        f"{name}:{node.lineno}: {node.func.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ]
    assert calls == []


def test_the_check_of_edges_can_fail() -> None:
    tree = ast.parse("def view(request):\n    Idea.objects.create(title='x')\n")
    assert any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        for node in ast.walk(tree)
    )
