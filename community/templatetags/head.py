"""What the head of a page says of it to those who show a link to it elsewhere."""

from html import unescape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from community.canonical import absolute, canonical

register = template.Library()


@register.simple_block_tag(takes_context=True)
def said(context: template.Context, content: str, name: str) -> SafeString:
    """What stands between, in one line, to be said again: `{{ name }}`."""
    line = unescape(" ".join(content.split()))
    context[name] = line
    return format_html("{}", line)


@register.simple_tag(takes_context=True)
def own_address(context: template.Context, *parameters: str) -> SafeString:
    """The page's canonical address; `parameters` make it another page, all others not."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    return format_html(
        '<link rel="canonical" href="{0}"><meta property="og:url" content="{0}">',
        canonical(request, *parameters),
    )


@register.simple_block_tag
def picture(content: str) -> SafeString:
    """The picture beside a link to the page: its path on this site stands between."""
    address = absolute(unescape(content.strip()))
    return format_html('<meta property="og:image" content="{}">', address)
