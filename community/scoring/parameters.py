import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

STRANDS = ("creative", "influential", "passionate", "vocal", "inviting")


@dataclass(frozen=True)
class Parameters:
    """Every number that a standing depends on. Durations are days."""

    version: str = "1"
    half_life_days: float = 180
    weights: tuple[float, ...] = (30, 25, 20, 15, 10)
    # How much a voter's word weighs.
    smallest_weight: float = 0.1
    fan: float = 5
    damping: float = 0.85
    steps: int = 12
    reference_flow_percentile: float = 90
    trusted_from: float = 0.5
    seeds_needed: int = 20
    # What accounts nobody can vouch for may add.
    untrusted_share: float = 0.25
    untrusted_floor: float = 2
    # Strands.
    adopted_credit: float = 4
    taught_credit: float = 2
    weeks: int = 26
    reference_percentile: float = 99.5
    smallest_reference: float = 1
    outgrown: float = 1.5
    # The half percent.
    active_days: int = 180
    share: float = 0.005
    places_per_team: int = 8
    most_places: int = 50
    backers_needed: int = 5
    groups_needed: int = 3
    insights_needed: int = 2
    leave_beyond: float = 1.4
    leave_after_days: int = 14

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Stored values over the defaults; unknown names are an error."""
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(values) - known):
            raise ValueError(f"unknown scoring parameters: {', '.join(unknown)}")
        given = dict(values)
        if "weights" in given:
            given["weights"] = tuple(given["weights"])
        return cls(**given)

    def stored(self) -> dict[str, Any]:
        return asdict(self) | {"weights": list(self.weights)}

    def digest(self) -> str:
        text = json.dumps(self.stored(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
