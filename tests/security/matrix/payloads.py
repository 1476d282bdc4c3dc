"""What somebody who may would send, so that a refusal is about who they are."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm
from django.test import Client

from community.actions.stash import put_aside
from community.models import Flag, Member, Ruling
from community.models.notice import NoticeKind
from feedback.models import Question
from ideas.models import Prompt, Release
from tests.makers import make_picture
from tests.security.matrix.world import World

WITHOUT_HANDOFF = {
    "queue", "measures", "half-percent", "customer-list", "everything", "index",
    "login", "logout", "autocomplete", "jsi18n", "password_change",
    "password_change_done", "firm-preview", "twins", "word-rule-trial",
}  # fmt: skip
OWN_ADDRESS = "{email}"
ASKED = {
    "autocomplete": {
        "app_label": "community", "model_name": "apikey", "field_name": "member",
        "term": "a",
    }
}  # fmt: skip


def site(name: str, world: World) -> dict[str, Any]:
    """A form that is right, of the page of this name."""
    text = {"text": "A word of mine."}
    forms: dict[str, dict[str, Any]] = {
        "ideas:idea-new": {
            "title": "Zebra crossings for bicycles", "kind": "idea", "met": "on",
            "board": world.town.board.pk, "asked": str(Prompt.objects.get().pk),
        },
        "ideas:idea-draft": {"title": "Zebra crossings", "body": "For"},
        "ideas:comment-draft": text,
        "ideas:preview": text,
        "ideas:picture-new": {"picture": SimpleUploadedFile("a.png", make_picture())},
        "ideas:pin": {"pin": "off"},
        "ideas:idea-edit": {"title": "A hinge that turns", "body": "Both ways."},
        "ideas:idea-withdraw": {"sure": "on"},
        "ideas:vote": {"vote": "on"},
        "ideas:follow": {"follow": "on"},
        "ideas:named": {"named": "off"},
        "ideas:contest": text,
        "ideas:comment-new": text,
        "ideas:comment-edit": text,
        "ideas:comment-withdraw": {"sure": "on"},
        "ideas:helpful": {"helpful": "on"},
        "community:profile": {"name": "Somebody", "locale": "en", "time_zone": "UTC"},
        "community:consent": {"consents_to_contact": "on"},
        "community:devices": {"device": "others"},
        "community:leave": {"email": OWN_ADDRESS, "words": "anonymous"},
        "community:notice-choices": {
            **dict.fromkeys(NoticeKind.values, "off"), "digest": "daily",
        },
        "community:notices-read": {"upto": "999999"},
        "community:ruling": text,
        "community:flag": {"reason": "It is not true."},
        "feedback:evidence": {"reply": "confirmed"},
        "feedback:doubt": text,
        "feedback:question": {"answer": "The left one."},
        "feedback:setup": {
            "firm": "Mine", "name": "Me", "email": "me@example.com", "board": "B",
            "password": "a-long-quiet-phrase", "team": "T",
        },
    }  # fmt: skip
    return forms.get(name, {})


def desk(page: str, world: World) -> dict[str, Any]:
    handoff = world.handoff
    words = handoff.conversation.headline
    forms: dict[str, dict[str, Any]] = {
        "return": {"reason": "It is theirs.", "team": world.other_team.pk},
        "note": {"note": "Nothing new."},
        "fold": {"into": str(world.ideas["public"].pk), "reason": "The same."},
        "ask": {"text": "Which one?"},
        "insight": {"sentence": "It hinges.", f"excerpt-{handoff.pk}": words},
        "decide": {"status": "planned", "text": "Yes."},
        "letter": {"subject": "Your hinge", "text": "Shall we talk?"},
        "firm-preview": {"name": "Mine"},
        "fold-twin": {"keep": world.twin.one_id},
        "word-rule-trial": {"kind": "words", "pattern": "hinge", "outcome": "hold"},
        "customer-list": {
            "token": put_aside("email\nbo@firm.example\n", by=world.people["admin"]),
            "load": "1",
        },
    }  # fmt: skip
    return forms.get(page, {})


def api(path: str, method: str, world: World) -> dict[str, Any]:
    if method != "post":
        return {}
    return {
        "/api/v1/ideas/": {
            "title": "Zebra crossings for all", "board": world.town.board.slug,
            "kind": "idea",
        },
        "/api/v1/comments/": {
            "idea": world.ideas["public"].pk, "text": "A word of mine.",
        },
        "/api/v1/conversations/": {
            "source": "calls", "external_id": "c-1", "kind": "call",
            "headline": "Somebody called",
        },
    }[path]  # fmt: skip


def row_of(model: Any, world: World) -> Any:
    """A row that the model's page can be about: never one's own account."""
    chosen: dict[Any, Any] = {
        Member: world.town.bob,
        Flag: world.flag(),
        Ruling: world.appealed,
        Question: world.town.question,
        Release: world.releases["draft"],
    }
    return chosen.get(model) or model.objects.order_by("pk").first()


def admin_form(model: Any, name: str, url: str, world: World) -> dict[str, Any]:
    """What an administrator would send back, with a change; for deleting: the word."""
    if name.endswith("_delete"):
        return {"post": "yes"}
    client: Client = world.client("admin")
    page = client.get(url)
    if page.status_code != 200 or "adminform" not in (page.context or {}):
        return {"name": "Mine now"}
    form = page.context["adminform"].form
    data = _filled(form)
    for each in page.context["inline_admin_formsets"]:
        data |= _filled(each.formset.management_form)
        for row in each.formset.forms:
            data |= _filled(row)
    if name.endswith("_change"):
        return data | CHANGED
    chosen = {"team": world.town.team.pk, "member": world.town.bob.pk}
    chosen["post"] = str(world.ideas["public"].pk)
    chosen["board"] = world.town.board.pk
    return data | NEW.get(model.__name__, {}) | chosen


NEW: dict[str, dict[str, Any]] = {
    "Board": {"name": "Third", "slug": "third"},
    "LegalPage": {"title": "Privacy", "slug": "privacy", "text": "We keep little."},
    "WordRule": {"pattern": "seal"},
    "Prompt": {"question": "Where?"},
    "Source": {"name": "Calls", "slug": "calls"},
    "Team": {"name": "Third", "slug": "third"},
    "RoutingRule": {"words": "seal"},
    "Release": {"title": "Mine", "notes": "Out.", "released_at": "2026-01-01T10:00"},
    "Credit": {"reason": "Mine."},
    "ApiKey": {"name": "mine", "scopes": ["read"]},
    "Endpoint": {"name": "Mine", "url": "https://mine.example/"},
}
CHANGED = {"name": "Mine now", "title": "Mine now", "position": "7"}


def _filled(form: BaseForm) -> dict[str, Any]:
    filled = {form.add_prefix(n): form[n].value() for n in form.fields}
    return {name: value for name, value in filled.items() if value not in (None, "")}
