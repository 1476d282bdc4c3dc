from django.contrib.auth.hashers import make_password

from community.models import Member


def give_password(members: list[Member], *, password: str) -> None:
    """Let these members sign in with this password from now on."""
    hashed = make_password(password)
    keys = [member.pk for member in members]
    Member.objects.filter(pk__in=keys).update(password=hashed)
