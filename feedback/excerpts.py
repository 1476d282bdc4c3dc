"""Words as they stand in what somebody said."""


def plain(words: str) -> str:
    """The words with single spaces, as every comparison sees them."""
    return " ".join(words.split())


def stands_in(text: str, words: str) -> bool:
    """Verbatim, whatever the line breaks and spaces between the words."""
    return bool(plain(words)) and plain(words) in plain(text)


def clip(words: str, length: int) -> str:
    """At most `length` letters, cut between words."""
    words = plain(words)
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
