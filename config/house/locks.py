"""Are the lock files what pyproject.toml asks for? Compared without a network."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from config.house.places import PROJECT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
FOREIGN = re.compile(r"^\s*--(?!hash=)\S*|://", re.MULTILINE)
Pins = dict[str, set[Version]]


def complaints(project: Path = PROJECT) -> list[str]:
    """One sentence for each thing that does not fit; none when all is fresh."""
    asked = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    needed = asked["project"]["dependencies"]
    groups = asked["dependency-groups"]
    locked, dev = project / "requirements.lock", project / "requirements-dev.lock"
    return [
        *_unmet(needed, locked),
        *_unmet([*needed, *groups["dev"]], dev),
        *_different(_pins(locked), _pins(dev)),
        *(line for lock in (locked, dev) for line in _careless(lock)),
    ]


def _pins(lock: Path) -> Pins:
    """A package may be pinned twice, for different Pythons."""
    pins: Pins = {}
    for name, version in PIN.findall(lock.read_text(encoding="utf-8")):
        pins.setdefault(canonicalize_name(name), set()).add(Version(version))
    return pins


def _unmet(needed: list[str], lock: Path) -> list[str]:
    pins, found = _pins(lock), []
    for line in needed:
        asked = Requirement(line)
        versions = pins.get(canonicalize_name(asked.name), set())
        if not versions:
            found.append(f"{lock.name} lacks {asked.name}: compile it again.")
        found += [
            f"{lock.name} pins {asked.name} {version}, pyproject asks {asked.specifier}."
            for version in versions
            if not asked.specifier.contains(version, prereleases=True)
        ]
    return found


def _different(locked: Pins, dev: Pins) -> list[str]:
    return [
        f"requirements-dev.lock does not pin {name} as requirements.lock does."
        for name, versions in locked.items()
        if dev.get(name) != versions
    ]


def _careless(lock: Path) -> list[str]:
    """Every line pinned and hashed, no index and no address in it."""
    text = "\n".join(
        line
        for line in lock.read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    )
    text = re.sub(r"\s#.*", "", text)
    blocks = [one for one in re.split(r"\n(?=\S)", text) if one.strip()]
    found = [
        f"{lock.name}: {block.split()[0]} has no hash."
        for block in blocks
        if "--hash=sha256:" not in block
    ]
    if FOREIGN.search(text):
        found.append(f"{lock.name} names an index or an address: compile without.")
    return found
