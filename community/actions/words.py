"""When somebody leaves and takes along what they said: the words go, their places stay."""

from collections.abc import Sequence

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import Conversation, Delivery, Member, Notice, Stage
from community.signals import words_taken


def gone() -> str:
    """What stands where words stood."""
    return _("Words that were taken along")


def take_words(member: Member, *, addresses: set[str]) -> None:
    """Remove what the member said here, and elsewhere under these addresses.

    Rows, counts, journeys and what others said stay. Doing it twice changes nothing.
    """
    theirs = Q(member=member)
    for address in addresses:
        theirs |= Q(outside_email__iexact=address)
    said = list(Conversation.objects.filter(theirs).values_list("pk", flat=True))
    words_taken.send(Member, member=member, said=said)
    Stage.objects.filter(conversation__in=said).exclude(excerpt="").update(excerpt="")
    member.contributions.update(title="", url="")
    member.flags.update(reason=gone())
    rename_in_log(Conversation, said)
    Conversation.objects.filter(pk__in=said, is_taken=False).update(
        headline=gone(), text="", is_taken=True, updated_at=timezone.now()
    )


def blank_news(about: Q) -> None:
    """Leave of notices, and of mails that told the same, no more than that they were."""
    told = Notice.objects.filter(about)
    keys = [f"notice:{pk}" for pk in told.values_list("pk", flat=True)]
    told.update(title=gone(), text="")
    mails = Delivery.objects.filter(effect__in=keys)
    mails.update(payload={"subject": gone(), "text": gone()})


def rename_in_log(model: type[Model], keys: Sequence[int]) -> None:
    """The desk's log names rows by their words."""
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(key) for key in keys],
    ).update(object_repr=gone())
