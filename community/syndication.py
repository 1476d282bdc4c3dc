"""Feeds of what visitors may see, as Atom and as JSON Feed 1.1."""

import json
import re
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.html import escape

from community.canonical import absolute
from community.context import firm_of

# What XML 1.0 cannot say, escaped or not.
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JsonFeed(SyndicationFeed):
    """https://www.jsonfeed.org/version/1.1/"""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        said = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
        }
        items = [self._item(each) for each in self.items]
        text = json.dumps(_filled(said) | {"items": items}, ensure_ascii=False)
        outfile.write(text if encoding == "unicode" else text.encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        author = {"name": item["author_name"], "url": item["author_link"]}
        return _filled(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "title": item["title"],
                "content_html": item["description"] or escape(item["title"]),
                "date_published": item["pubdate"].isoformat(),
                "date_modified": item["updateddate"].isoformat(),
                "authors": [_filled(author)],
                "tags": list(item["categories"]),
            }
        )


GENERATORS = {"atom": Atom1Feed, "json": JsonFeed}


class SiteFeed(Feed[Any, Any]):
    """A feed whose addresses are the site's own, whoever asks by whatever name."""

    heading: Any = ""
    page: str = "/"

    def __init__(self, form: str) -> None:
        self.feed_type = GENERATORS[form]

    def get_object(self, request: HttpRequest, *_args: Any, **_named: Any) -> Any:
        """What the feed is about, kept with the request's own address."""
        self.firm, self.address = firm_of(request).name, absolute(request.path)

    def title(self, _about: Any) -> str:
        return f"{self.heading} · {self.firm} Hearth"

    def subtitle(self, _about: Any) -> str:
        return str(self.heading)

    description = subtitle

    def link(self, _about: Any) -> str:
        return absolute(self.page)

    def feed_url(self, _about: Any) -> str:
        return self.address

    def feed_guid(self, _about: Any) -> str:
        return self.address

    def item_title(self, item: Any) -> str:
        return sayable(str(item))

    def item_link(self, item: Any) -> str:
        return absolute(item.get_absolute_url())


def sayable(text: str) -> str:
    """Without what would make an XML document none."""
    return UNSAYABLE.sub("", text)


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
