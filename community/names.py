"""`@somebody` in what people write: found, linked and taken out. No rows."""

import re
from collections.abc import Mapping

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

AT = re.compile(r"(?<![\w@/.-])@([a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?)(?![\w@-])")


def slugs_in(text: str) -> list[str]:
    """Who is named, each once, in order."""
    return list(dict.fromkeys(AT.findall(text)))


def without_slug(text: str, slug: str, *, instead: str) -> str:
    """The text with other words where somebody was named."""
    return AT.sub(lambda at: instead if at[1] == slug else at[0], text)


def link_names(state: StateCore) -> None:
    """A rule for markdown-it: names that `env` knows (`people`: slug to name and address)
    become links, but for those in code and in other links."""
    people = state.env.get("people") or {}
    for block in state.tokens if people else []:
        if block.type == "inline" and block.children:
            block.children = _linked(block.children, people)


def _linked(tokens: list[Token], people: Mapping[str, tuple[str, str]]) -> list[Token]:
    found, depth = [], 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("link_") else 0
        is_words = token.type == "text" and not depth
        found += _pieces(token, people) if is_words else [token]
    return found


def _pieces(token: Token, people: Mapping[str, tuple[str, str]]) -> list[Token]:
    found, here = [], 0
    for at in AT.finditer(token.content):
        if at[1] not in people:
            continue
        name, address = people[at[1]]
        found += [
            Token("text", "", 0, content=token.content[here : at.start()]),
            Token("link_open", "a", 1, attrs={"href": address}),
            Token("text", "", 0, content=f"@{name}"),
            Token("link_close", "a", -1),
        ]
        here = at.end()
    return [*found, Token("text", "", 0, content=token.content[here:])]
