"""What pages say with: people's own words, and fragments that upper apps add."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, RadioSelect
from django.http import HttpRequest
from django.template.defaultfilters import truncatewords
from django.utils.html import format_html_join, strip_tags
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from community import markdown as words
from community.models import Conversation
from community.sent_once import SentOnceForm

register = template.Library()

Panel = Callable[[HttpRequest, Any], str]

# Around these a space draws nothing. Elsewhere it parts two words, so one is kept.
BLOCK = r"</?(?:li|ol|ul|p|div|article|section|aside|header|footer|nav|h2|form|select|option)\b[^>]*>"
AROUND_BLOCKS = re.compile(rf"\s*({BLOCK})\s*")

# One line in which Markdown has nothing to say: thirty of them stand in a list.
PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ .,;:?'\"()’“”„–…/%€$-])*")
A_LONG_WORD = 20


@register.simple_block_tag
def tight(content: str) -> SafeString:
    """A list's row without the template's indents: nothing in it is preformatted."""
    return SafeString(AROUND_BLOCKS.sub(r"\1", " ".join(content.split())))


@register.filter
def markdown(text: str) -> SafeString:
    return words.to_html(text)


@register.filter
def of_the_house(text: str) -> SafeString:
    return words.house_html(text)


@register.filter
def gist(text: str, count: int = 40) -> str:
    """The beginning of what somebody wrote, as plain words, not yet escaped."""
    beginning = text[: count * A_LONG_WORD]
    if not PLAIN.fullmatch(beginning):
        html = words.to_html(beginning).replace("</p>", "</p> ")
        beginning = unescape(strip_tags(html)).strip()
    return truncatewords(beginning, count)


@register.simple_tag
def taught(conversation: Conversation) -> SafeString:
    """What somebody wrote, with the words marked that taught and the people linked who
    are named. Its stages and mentions are prefetched."""
    stages = conversation.stages.all()
    named = [each.member for each in conversation.mentions.all()]
    return words.to_html(
        conversation.text,
        excerpts=[each.excerpt for each in stages if each.stage == "learned"],
        people={each.slug: (each.name, each.get_absolute_url()) for each in named},
    )


@register.simple_tag
def sign_on() -> str:
    """What the firm's own sign-on is called; empty where there is none."""
    return str(settings.SIGN_ON["name"]) if settings.SIGN_ON["issuer"] else ""


@register.filter
def learners(stages: Any) -> list[str]:
    """The names of those who learned from a conversation, each once, in order."""
    names = [each.by.name for each in stages if each.stage == "learned" and each.by]
    return list(dict.fromkeys(names))


@register.simple_tag(takes_context=True)
def panels(context: template.Context, slot: str, subject: Any = None) -> SafeString:
    """Draw the fragments that settings.PANELS names for a place on a page."""
    drawn = [
        (import_string(path)(context["request"], subject),)
        for path in settings.PANELS.get(slot, [])
    ]
    return format_html_join("", "{}", drawn)


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, **changes: Any) -> str:
    """The page's query with changes, without its cursor: `{% page_query order="new" %}`."""
    query = context["request"].GET.copy()
    query.pop("cursor", None)
    for name, value in changes.items():
        query[name] = value
    return "?" + query.urlencode()


@register.simple_tag
def sending(form: SentOnceForm | None) -> SafeString:
    """What tells this sending of a form from the next; a form that was sent keeps its own."""
    return (form or SentOnceForm())["sending"].as_hidden()


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a form's field, in the look of the house."""
    attrs: dict[str, str | bool] = {}
    if not isinstance(field.field.widget, CheckboxInput | RadioSelect):
        attrs["class"] = "field"
    return field.as_widget(attrs=attrs)


@register.filter
def is_check(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)
