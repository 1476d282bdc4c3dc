from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Outcome:
    """How one attempt to deliver went. `is_final` means: do not try again."""

    is_success: bool
    status: str
    detail: str = ""
    retry_after: timedelta | None = None
    is_final: bool = False
