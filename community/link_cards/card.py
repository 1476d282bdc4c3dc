from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """What a picture says: lines of plain words, none of them long."""

    firm: str = ""
    title: str = ""
    above: str = ""  # what it is about
    number: str = ""  # how many people
    counted: str = ""  # what they do
    stage: str = ""  # how far it got, in words
    stops: tuple[str, ...] = ()  # and as five stops: done, skipped, waits, ahead
    initials: str = ""  # of a person
    tint: int = 0
