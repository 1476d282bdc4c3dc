from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import NothingSaid
from community.models import LegalPage, LegalVersion, Member


@transaction.atomic
def write_legal_page(
    *,
    slug: str,
    text: str,
    by: Member | None = None,
    at: datetime | None = None,
    **details: Any,
) -> LegalPage:
    """Write a legal page, or change it. Another text is another version, dated; the
    versions before it stay readable. The same text again is none. Raises NothingSaid."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NothingSaid(_("A legal page needs a text."))
    page, _is_new = LegalPage.objects.update_or_create(slug=slug, defaults=details)
    latest = page.versions.select_for_update().first()
    if latest is None or latest.text != text:
        LegalVersion.objects.create(
            page=page,
            number=latest.number + 1 if latest else 1,
            text=text,
            written_at=at or timezone.now(),
            written_by=by,
        )
    return page
