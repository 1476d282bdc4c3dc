from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import Member
from feedback.actions.decisions import decide
from ideas.actions.releases import publish_release, require_staff, still_to_ship
from ideas.models import Answer, Idea, Release
from ideas.models.idea import Status


@transaction.atomic
def bring_out(release: Release, *, by: Member, at: datetime | None = None) -> Release:
    """Publish a release; each of its posts that is not shipped yet is decided so first.

    The answer is signed by who brings it out, and says where it came true. Bringing
    out twice is once; what was added since is decided, named and told then. Raises
    NotAllowed for who is no colleague.
    """
    require_staff(by)
    at = at or timezone.now()
    release = Release.objects.select_for_update().get(pk=release.pk)
    answers = [_shipped(idea, release, by=by, at=at) for idea in still_to_ship(release)]
    return publish_release(
        release, by=by, answers=[each for each in answers if each], at=at
    )


def _shipped(
    idea: Idea, release: Release, *, by: Member, at: datetime
) -> Answer | None:
    text = _("It is out, with “%(title)s”: %(address)s")
    words = {
        "title": release.title,
        "address": f"{settings.BASE_URL}{release.get_absolute_url()}",
    }
    return decide(
        idea.conversation, by=by, status=Status.SHIPPED, text=text % words, at=at
    )
