from rest_framework.views import APIView

from community.models import Member


class KeyView(APIView):
    """What every view of the API knows: whose key it is."""

    @property
    def viewer(self) -> Member | None:
        """The key's member; None for an integration."""
        return self.request.user if isinstance(self.request.user, Member) else None

    @property
    def member(self) -> Member:
        """The key's member, where `needs_member` has made sure that there is one."""
        if self.viewer is None:
            raise TypeError(
                "This action needs a member's key: name it in needs_member."
            )
        return self.viewer
