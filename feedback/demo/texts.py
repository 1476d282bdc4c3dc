import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Text = dict[str, Any]


class Texts:
    """Everything that the TOML files say, by its names."""

    def __init__(self, folder: Path = HERE) -> None:
        self.folder = folder
        self.firm = self._read("firm.toml")
        self.loop = self._read("loop.toml")
        self.members: list[Text] = self._read("members.toml")["members"]
        self.outside: list[Text] = self._read("outside.toml")["outside"]
        self.reads: list[Text] = self._read("reads.toml")["reads"]
        self.decisions: list[Text] = self._read("decisions.toml")["decision"]
        self.releases: list[Text] = self._read("releases.toml")["release"]
        threads = [self._read(path) for path in sorted(folder.glob("posts/*.toml"))]
        self.posts: list[Text] = [
            row for each in threads for row in each.get("post", [])
        ]
        self.comments: list[Text] = [
            row for each in threads for row in each.get("comment", [])
        ]

    @cached_property
    def closings(self) -> dict[str, float]:
        """Since how many days each closed post takes no more votes."""
        closed: dict[str, float] = {}
        for row in sorted(self.decisions, key=lambda row: -row["days_ago"]):
            closed.pop(row["post"], None)
            if row["status"] in {"shipped", "declined"}:
                closed[row["post"]] = row["days_ago"]
        merged = [row for row in self.posts if "merged_into" in row]
        return closed | {row["slug"]: row["merged_days_ago"] for row in merged}

    @cached_property
    def cited(self) -> set[str]:
        """Conversations whose words stand under an insight."""
        return {
            row["conversation"]
            for insight in self.loop["insight"]
            for row in insight["evidence"]
        }

    def _read(self, path: str | Path) -> Text:
        return tomllib.loads((self.folder / path).read_text(encoding="utf-8"))
