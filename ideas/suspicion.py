"""What in a text gives pause: words, and where links lead. No row is read here."""

import re
import unicodedata
from collections.abc import Iterable, Set

LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\[\]\"']+", re.IGNORECASE)
HOST = re.compile(r"^(?:https?://)?(?:[^/@?#]*@)?(?P<host>[^/:?#]+)", re.IGNORECASE)
A_SENTENCE = 40  # letters from which the same words again are no chance


def plain(text: str) -> str:
    """In small letters, without accents, invisible signs or runs of space."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    shown = (sign for sign in parts if unicodedata.category(sign) not in {"Mn", "Cf"})
    return " ".join("".join(shown).split())


def says(text: str, pattern: str) -> bool:
    """Whether these words stand in it as words: “spa” is not in “spare”."""
    words = re.escape(plain(pattern))
    return re.search(rf"(?<!\w){words}(?!\w)", plain(text)) is not None


def hosts_in(text: str) -> set[str]:
    """Where its links lead."""
    links = LINK.findall(text)
    found = {HOST.match(link) for link in links}
    return {each["host"].casefold().rstrip(".") for each in found if each}


def leads_to(text: str, domain: str) -> bool:
    """Whether a link leads to the domain or below it."""
    wanted = domain.casefold().strip(".")
    return any(host == wanted or host.endswith(f".{wanted}") for host in hosts_in(text))


def leads_away(text: str, own: Set[str]) -> bool:
    """Whether a link leads anywhere but to this site."""
    return bool(hosts_in(text) - own)


def is_a_sentence(text: str) -> bool:
    return len(plain(text)) >= A_SENTENCE


def without(text: str, links: Iterable[str]) -> str:
    """The text where these links are not in it."""
    for link in links:
        text = text.replace(link, "")
    return text
