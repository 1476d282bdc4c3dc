"""Every operation there is: from the addresses, the API's schema and the desk's pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from drf_spectacular.generators import SchemaGenerator

from community.models import Ruling
from ideas.models import Idea
from tests.security.matrix import payloads
from tests.security.matrix.world import World

KINDS = ["public", "members", "hidden"]
ABOUT_IDEAS = {
    f"ideas:{name}"
    for name in [
        *("idea", "idea-by-number", "idea-edit", "idea-withdraw", "vote", "follow"),
        *("comment-new", "why"),
    ]
}
READ_IT = {"api:schema", "api:docs"}
# Django's addresses that only lead on to another page of the desk.
LEADING_ON = {"admin:<path:object_id>/", "admin:(?P<url>.*)$"}
ABOUT_COMMENTS = {
    f"ideas:{name}" for name in ["comment-edit", "comment-withdraw", "helpful"]
}


@dataclass(frozen=True)
class Operation:
    """A method on an address, about a thing that somebody may or may not see."""

    method: str
    name: str
    about: str
    url: str
    data: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def title(self) -> str:
        return f"{self.method} {self.name} {self.about}".strip()


def addresses(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Each name with its pattern; what has no name is named by its address."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            inner = (each.namespace,) if each.namespace else ()
            yield from addresses(each, (*spaces, *inner))
        else:
            yield ":".join([*spaces, each.name or str(each.pattern)]), each


def pages(world: World) -> Iterator[Operation]:
    """The site's pages and the account's, by reading and by sending."""
    for name, _pattern in addresses():
        if name.startswith("admin:") or (
            name.startswith("api:") and name not in READ_IT
        ):
            continue
        for about, arguments in _arguments(name, world):
            url = f"/{name}" if name.endswith("z") else reverse(name, args=arguments)
            yield Operation("GET", name, about, url)
            yield Operation("POST", name, about, url, payloads.site(name, world))


def desk(world: World) -> Iterator[Operation]:
    """The desk's own pages, Django's pages of each model, and the buttons above lists."""
    of_models = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}": model
        for model in admin.site._registry
        for page in ["changelist", "add", "change", "delete", "history"]
    }
    for name, _pattern in addresses():
        if not name.startswith("admin:") or name in LEADING_ON:
            continue
        if model := of_models.get(name):
            yield from _of_model(model, name, world)
            continue
        page = name.removeprefix("admin:")
        url = reverse(name, args=_desk_arguments(page, world))
        yield Operation("GET", name, "", url, payloads.ASKED.get(page, {}))
        yield Operation("POST", name, "", url, payloads.desk(page, world))


def api(world: World) -> Iterator[Operation]:
    """What the schema lists."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    for path, methods in sorted(schema["paths"].items()):
        for method in methods:
            for about, url in _api_addresses(path, world):
                data = payloads.api(path, method, world)
                yield Operation(method.upper(), path, about, url, data)


def _desk_arguments(page: str, world: World) -> list[Any]:
    if page == "app_list":
        return ["community"]
    if page == "view_on_site":
        idea = world.ideas["members"]
        return [ContentType.objects.get_for_model(Idea).pk, idea.pk]
    if page in {"fold-twin", "tell-twins-apart"}:
        return [world.twin.pk]
    return [] if page in payloads.WITHOUT_HANDOFF else [world.handoff.pk]


def _of_model(model: Any, name: str, world: World) -> Iterator[Operation]:
    row = payloads.row_of(model, world)
    is_about_row = name.endswith(("_change", "_delete", "_history"))
    if is_about_row and row is None:
        raise LookupError(f"The world has no {model.__name__}: make one.")
    url = reverse(name, args=[row.pk] if is_about_row and row else [])
    yield Operation("GET", name, "", url)
    if name.endswith(("_add", "_change", "_delete")):
        data = payloads.admin_form(model, name, url, world)
        yield Operation("POST", name, "", url, data)
    if name.endswith("_changelist"):
        for action in admin.site._registry[model].actions or ():
            chosen = {
                "action": str(action),
                "_selected_action": [row.pk if row else 0],
                "reason": "Because.",
            }
            yield Operation("POST", name, str(action), url, chosen)


def _arguments(name: str, world: World) -> Iterator[tuple[str, list[Any]]]:
    town = world.town
    if name in ABOUT_IDEAS:
        for kind in KINDS:
            idea = world.ideas[kind]
            slug = idea.get_absolute_url().rstrip("/").rsplit("/", 1)[-1]
            yield kind, [idea.pk, slug] if name == "ideas:idea" else [idea.pk]
    elif name in ABOUT_COMMENTS:
        for kind in KINDS:
            yield kind, [world.comments[kind].pk]
    elif name == "community:flag":
        for kind in KINDS:
            yield kind, [world.ideas[kind].conversation_id]
        yield "ticket", [world.ticket.pk]
    elif name == "ideas:member":
        yield "present", [town.alice.slug]
        yield "left", [world.people["left"].slug]
    else:
        yield (
            "",
            {
                "ideas:contest": [town.answer.pk],
                "feedback:insight": [world.insight.pk],
                "feedback:evidence": [
                    town.insight.evidence.get(conversation=town.idea.conversation).pk
                ],
                "feedback:question": [town.question.pk],
                "community:invitation": ["no-such-token"],
                "community:ruling": [_token(world.town.ruling)],
                "account_reset_password_from_key": ["abc", "no-such-key"],
            }.get(name, []),
        )


def _token(ruling: Ruling) -> str:
    return ruling.get_absolute_url().rstrip("/").rsplit("/", 1)[-1]


def _api_addresses(path: str, world: World) -> Iterator[tuple[str, str]]:
    if "{id}" not in path:
        yield "", path
    elif "/insights/" in path:
        yield "", path.replace("{id}", str(world.insight.pk))
    elif "/conversations/" in path:
        for kind in KINDS:
            yield kind, path.replace("{id}", str(world.ideas[kind].conversation_id))
        yield "ticket", path.replace("{id}", str(world.ticket.pk))
    else:
        for kind in KINDS:
            yield kind, path.replace("{id}", str(world.ideas[kind].pk))
