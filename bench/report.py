"""How every bench tells what it measured: floor, figure, ratio, bar."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number; `floor` is what the bare machine does, `bar` what we ask."""

    name: str
    value: float
    unit: str
    bar: float | None
    at_least: bool
    floor: float | None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def is_met(self) -> bool:
        if self.bar is None:
            return True
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    @property
    def verdict(self) -> str:
        if self.bar is None:
            return ""
        return "met" if self.is_met else "NOT MET"

    def cells(self) -> tuple[str, ...]:
        side = "≥" if self.at_least else "≤"
        return (
            self.name,
            "" if self.floor is None else f"{self.floor:,.4g}",
            f"{self.value:,.4g} {self.unit}".rstrip(),
            "" if self.ratio is None else f"{self.ratio:,.3g} ×",
            "" if self.bar is None else f"{side} {self.bar:,.4g}",
            self.verdict,
        )


class Report:
    """Collect figures, print them at the end; with `--json` in argv as one JSON document.

    report = Report("contributors", argv)
    report.figure("AUC, support only", 0.91, "", bar=0.90)
    report.figure("10⁶ scored", 2.1, "s", bar=3.0, at_least=False, floor=0.4)
    return report.finish()
    """

    HEADINGS = ("what", "floor", "figure", "ratio", "bar", "")

    def __init__(self, name: str, argv: Sequence[str] = ()) -> None:
        self.name = name
        self.is_json = "--json" in argv
        self.figures: list[Figure] = []

    def note(self, line: str) -> None:
        """Say how it goes on; on stderr, so that JSON stays alone on stdout."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    def figure(  # noqa: PLR0913 - the columns of the table
        self,
        name: str,
        value: float,
        unit: str = "",
        *,
        bar: float | None = None,
        at_least: bool = True,
        floor: float | None = None,
    ) -> Figure:
        figure = Figure(
            name=name,
            value=float(value),
            unit=unit,
            bar=bar,
            at_least=at_least,
            floor=floor,
        )
        self.figures.append(figure)
        return figure

    def finish(self) -> int:
        """Print everything; 0 if every bar is met, else 1."""
        is_met = all(figure.is_met for figure in self.figures)
        sys.stdout.write(
            self._as_json(is_met=is_met) if self.is_json else self._table()
        )
        return 0 if is_met else 1

    def _as_json(self, *, is_met: bool) -> str:
        figures = [
            asdict(figure) | {"ratio": figure.ratio, "is_met": figure.is_met}
            for figure in self.figures
        ]
        document = {"bench": self.name, "is_met": is_met, "figures": figures}
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"

    def _table(self) -> str:
        rows = [self.HEADINGS, *(figure.cells() for figure in self.figures)]
        widths = [max(len(row[column]) for row in rows) for column in range(6)]
        return "".join(
            "  ".join(
                cell.ljust(width) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
            + "\n"
            for row in rows
        )
