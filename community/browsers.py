"""What a browser says of itself, in two words: its own name and the system's."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

# The first that stands in what it says; most pretend to be several others.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


@dataclass(frozen=True)
class Browser:
    """Names of makers, the same in every language; empty where it does not say."""

    name: str = ""
    system: str = ""

    @classmethod
    def of(cls, agent: str) -> "Browser":
        return cls(_first(BROWSERS, agent), _first(SYSTEMS, agent))

    def __str__(self) -> str:
        if self.name and self.system:
            both = {"browser": self.name, "system": self.system}
            return _("%(browser)s on %(system)s") % both
        if self.system:
            return _("A browser on %(system)s") % {"system": self.system}
        return self.name or _("A browser")


def _first(signs: list[tuple[str, str]], agent: str) -> str:
    return next((name for sign, name in signs if sign in agent), "")
