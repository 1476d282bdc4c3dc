"""Digests whose writers are killed with -9 at any moment: each notice in one mail."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from community.actions.notice_digests import write_notice_digests
from community.actions.notices import notify
from community.models import Delivery, Notice
from tests.makers import make_member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)
MEMBERS, EACH, KILLS = 300, 3, 6
WRITER = """
import django; django.setup()
from datetime import UTC, datetime
from community.actions.notice_digests import write_notice_digests
print("ready", flush=True)
write_notice_digests(now=datetime(2026, 11, 23, 8, tzinfo=UTC))
"""


def start() -> subprocess.Popen[bytes]:
    address, _mark, query = os.environ["DATABASE_URL"].partition("?")
    here = f"{address.rpartition('/')[0]}/{connection.settings_dict['NAME']}?{query}"
    named = {"DATABASE_URL": here, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER],
        env=os.environ | named,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def test_each_notice_is_in_one_mail_whenever_its_writer_is_killed() -> None:
    at = EIGHT.replace(hour=1)
    for n in range(MEMBERS):
        member = make_member()
        for i in range(EACH):
            title = f"News {n}-{i}."
            notify(member, "comment", title=title, url="/", effect=title, at=at)
    killed_at_work = 0
    for _ in range(KILLS):
        writers = [start(), start()]
        for writer in writers:
            assert writer.stdout
            writer.stdout.readline()
        time.sleep(random.uniform(0.05, 0.4))
        killed_at_work += any(writer.poll() is None for writer in writers)
        for writer in writers:
            writer.kill()
            writer.communicate()
    write_notice_digests(now=EIGHT)

    mails = Delivery.objects.filter(effect__startswith="notices:")
    lines = Counter(
        line
        for mail in mails
        for line in mail.payload["text"].splitlines()
        if line.startswith("News ")
    )
    assert killed_at_work
    assert len(lines) == MEMBERS * EACH
    assert set(lines.values()) == {1}
    assert mails.count() == MEMBERS
    assert Notice.objects.exclude(mailed_at=None).count() == MEMBERS * EACH
