"""What many viewers see alike is made once and kept for a while, in each process."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, TypeVar, cast

from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

Found = TypeVar("Found")
MISSING = object()
TEN_MINUTES = 600


def kept(*name: Any, make: Callable[[], Found], seconds: int = 60) -> Found:
    """What `make` made for this name, language and time zone, or makes now.

    With the edition in its name (`Edition.objects.current()`, read before anything is
    made) it is never older than the database. Inside a transaction nothing is kept:
    there an edition that is not committed looks like the last.
    """
    if connection.in_atomic_block:
        return make()
    key = _key(name)
    found = caches["pieces"].get(key, MISSING)
    if found is MISSING:
        found = make()
        caches["pieces"].set(key, found, seconds)
    return cast("Found", found)


def kept_each(
    names: Mapping[Any, tuple[Any, ...]],
    *,
    make: Callable[[list[Any]], Mapping[Any, Found]],
) -> dict[Any, Found]:
    """The same for many at once: by what it is of, its name. `make` makes those missing."""
    if connection.in_atomic_block:
        return dict(make(list(names)))
    keys = {_key(name): each for each, name in names.items()}
    found = {keys[key]: one for key, one in caches["pieces"].get_many(keys).items()}
    if missing := [each for each in names if each not in found]:
        made = make(missing)
        caches["pieces"].set_many({_key(names[each]): made[each] for each in made})
        found |= made
    return found


def _key(name: Iterable[Any]) -> str:
    """Short, and without what a name of people's own may hold."""
    zone = timezone.get_current_timezone_name()
    whole = ":".join(map(repr, [*name, get_language(), zone]))
    return blake2b(whole.encode(), digest_size=16).hexdigest()
