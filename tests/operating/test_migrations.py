"""A migration runs while people vote: it locks nothing for long, and old code lives on.

The first of each app made empty tables. A later one that must break the rule says why
with `IgnoreMigration()` beside it, and docs/operators/upgrading.md says what to stop.
"""

import pytest
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import (
    analyse_sql_statements,
    get_sql_analyser_class,
)

OURS = ["community", "ideas", "feedback", "operating"]


@pytest.mark.django_db(transaction=True)  # what is concurrent has none around it
def test_no_migration_locks_a_table_for_long_or_breaks_the_code_before_it() -> None:
    linter = MigrationLinter(
        include_apps=OURS,
        ignore_initial_migrations=True,
        all_warnings_as_errors=True,
        no_cache=True,
        analyser_string="postgresql",
        quiet=["ok", "ignore"],
    )
    linter.lint_all_migrations()
    assert linter.nb_total > 0
    assert linter.nb_valid > 0
    assert linter.nb_erroneous == 0, "what is wrong is printed above"


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "ideas_idea" ADD COLUMN "mood" integer NOT NULL',
        'ALTER TABLE "ideas_idea" DROP COLUMN "best"',
        'ALTER TABLE "ideas_idea" RENAME COLUMN "best" TO "better"',
        'CREATE INDEX "slow" ON "ideas_vote" ("cast_at")',
    ],
)
def test_what_would_lock_or_break_is_found(statement) -> None:
    analyser = get_sql_analyser_class("postgresql")
    errors, _ignored, warnings = analyse_sql_statements(analyser, [statement])
    assert errors or warnings
