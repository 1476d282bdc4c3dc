import json
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils.json import strict_constant


class PlainJSONParser(JSONParser):
    """JSON in UTF-8 that is not bottomless, and whose text can be stored."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Any = None,
    ) -> Any:
        try:
            text = stream.read().decode("utf-8")
            sent = json.loads(text, parse_constant=strict_constant)
            _require_plain(sent)
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None
        except UnicodeError:
            raise ParseError(_("The JSON is not written in UTF-8.")) from None
        except ValueError as problem:
            words = {"problem": problem}
            raise ParseError(_("That is no JSON: %(problem)s.") % words) from None
        return sent


def _require_plain(value: Any) -> None:
    """Raises ValueError for a NUL or half of a surrogate pair, which no text holds."""
    if isinstance(value, dict):
        _require_plain([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for each in value:
            _require_plain(each)
    elif isinstance(value, str) and b"\0" in value.encode("utf-8"):
        raise ValueError(_("a text holds a NUL character"))
