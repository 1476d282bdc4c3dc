"""What is wrong with this installation, and what to do: one line each."""

from collections.abc import Callable, Iterator

from config.operating.doctor import machine, rows, servers, settings
from config.operating.doctor.finding import Finding

Check = Callable[[], Iterator[Finding]]

CHECKS: list[tuple[str, Check]] = [
    ("settings", settings.check),
    ("database", servers.check_database),
    ("migrations", servers.check_migrations),
    ("clock", servers.check_clock),
    ("broker", servers.check_broker),
    ("mail", servers.check_mail),
    ("disk", machine.check_disk),
    ("folders", machine.check_folders),
    ("background", rows.check_heartbeats),
    ("deliveries", rows.check_deliveries),
    ("counts", rows.check_drift),
    ("standings", rows.check_standings),
    ("likeness", rows.check_likeness),
]


def examine() -> Iterator[tuple[str, list[Finding]]]:
    """Every check by name with what it found; none stops the others."""
    for name, check in CHECKS:
        yield name, _found(check)


def _found(check: Check) -> list[Finding]:
    try:
        return list(check())
    except Exception as problem:  # a check that fails is a finding
        told = f"cannot be looked at ({type(problem).__name__})"
        return [Finding(told, "mend what is named above it, then ask again")]
