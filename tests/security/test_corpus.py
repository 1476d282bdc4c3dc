"""Whatever people write, no script runs: the corpus as Markdown, in a real Chromium.

Without any content policy, so that cleaning alone must hold.
"""

from typing import Any

import pytest

from community.markdown import to_html
from tests.security.corpus import corpus

WATCH = """
window.ran = [];
for (const name of ['pwn', 'alert', 'confirm', 'prompt'])
  window[name] = () => { window.ran.push(name); };
addEventListener('securitypolicyviolation', e => window.ran.push('policy ' + e.blockedURI));
"""
# What would run if somebody pressed, pointed or looked; our own pages have none of it.
FOUND = """() => {
  const bad = [...window.ran];
  for (const e of document.querySelectorAll('*')) {
    for (const a of e.attributes)
      if (/^on|^style$|^srcdoc$|^formaction$|^data-hx-|^hx-on/i.test(a.name))
        bad.push(e.tagName + ' ' + a.name);
    for (const url of [e.href, e.src, e.action, e.data])
      if (typeof url === 'string' && url && !/^(https?|mailto):/.test(url))
        bad.push(e.tagName + ' ' + url.slice(0, 60));
    if (['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MATH'].includes(e.tagName)
        && !(e.tagName === 'SCRIPT' && e.src.startsWith(location.origin)))
      bad.push(e.tagName);
  }
  return bad;
}"""


@pytest.mark.browser
def test_the_watch_would_have_seen_it(browser: Any) -> None:
    """The negative control: the same corpus, neither escaped nor cleaned, runs."""
    assert len(shown(browser, "<br>".join(corpus()[:200]))) > 100


@pytest.mark.browser
def test_markdown_of_every_payload_is_harmless(browser: Any) -> None:
    """All 3,000 and more as bodies, each by itself and marked as an excerpt."""
    payloads = [each.replace("\0", "") for each in corpus()]
    assert len(payloads) >= 2000
    assert shown(browser, "\n".join(to_html(each) for each in payloads)) == []
    marked = (to_html(each, excerpts=[each, "pwn"]) for each in payloads)
    assert shown(browser, "\n".join(marked)) == []


def shown(browser: Any, html: str) -> list[str]:
    """What the watch sees on a page of this HTML without any content policy."""
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=f"<!doctype html>{html}", content_type="text/html"
        ),
    )
    page.goto("http://markdown.example/")
    page.wait_for_timeout(100)
    seen: list[str] = page.evaluate(FOUND)
    page.close()
    return seen
