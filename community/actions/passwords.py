from community.models import Member


def give_password(member: Member, *, password: str) -> None:
    """Let a member sign in with this password from now on."""
    member.set_password(password)
    member.save(update_fields=["password"])
