from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is, and what to do about it. A note is worth knowing and not wrong."""

    what: str
    remedy: str
    is_note: bool = False
