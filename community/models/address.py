"""What may stand where a page makes a link of it: never `javascript:` and its like."""

from django.db.models import Q


def on_the_web(column: str) -> Q:
    """An address by http or https, whoever sent it, or none."""
    return Q(**{column: ""}) | Q(**{f"{column}__iregex": "^https?://"})


def on_this_site(column: str) -> Q:
    """A path of this site, or none. Browsers read a backslash as a slash, and over
    control characters."""
    path = r"^/($|[^/\\[:cntrl:]][^[:cntrl:]]*$)"
    return Q(**{column: ""}) | Q(**{f"{column}__regex": path})
