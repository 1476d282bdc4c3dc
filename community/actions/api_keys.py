import hashlib
import secrets
import string

from django.utils import timezone

from community.models import ApiKey, Member

SIGNS = string.ascii_lowercase + string.digits  # five of them: one of sixty million


def create_api_key(
    name: str, *, scopes: list[str], member: Member | None = None
) -> tuple[ApiKey, str]:
    """Make a key and return it with its text, which is shown once and never kept."""
    prefix = "hearth_" + "".join(secrets.choice(SIGNS) for _ in range(5))
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name,
        member=member,
        prefix=prefix,
        digest=digest(text),
        scopes=sorted(set(scopes)),
        created_at=timezone.now(),
    )
    return key, text


def revoke_api_key(key: ApiKey) -> None:
    """End a key at once; it stays as a row."""
    ApiKey.objects.live().filter(pk=key.pk).update(revoked_at=timezone.now())


def revoke_api_keys_of(member: Member) -> int:
    """End every key of a member at once; returns how many were live."""
    keys = ApiKey.objects.live().filter(member=member)
    return keys.update(revoked_at=timezone.now())


def note_use(key: ApiKey) -> None:
    """Remember to the minute when a key was last used."""
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    if key.last_used_at is None or key.last_used_at < minute:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def digest(text: str) -> str:
    """A key is 256 random bits, so one round of SHA-256 keeps it."""
    return hashlib.sha256(text.encode()).hexdigest()
