"""What waits for a judgement: flags and appeals, for the administrators who judge them."""

from dataclasses import dataclass

from community.models import Flag, Member, Ruling

MOST = 100


@dataclass(frozen=True)
class Unjudged:
    """How many of each wait, a hundred at the most."""

    appeals: int
    flags: int

    def __bool__(self) -> bool:
        return bool(self.appeals or self.flags)


def unjudged_for(member: Member) -> Unjudged | None:
    """None for colleagues who cannot judge."""
    if not member.is_superuser:
        return None
    flags = Flag.objects.filter(outcome=Flag.Outcome.OPEN)
    return Unjudged(Ruling.objects.waiting()[:MOST].count(), flags[:MOST].count())
