"""Colleagues who read, take and decide by the real actions, while everything is killed."""

import threading
import time

from bench._kills_ledger import Ledger
from bench._kills_world import World


class Desk:
    """One thread with a database connection of its own."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self.world, self.ledger = world, ledger
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        from django.db import Error, close_old_connections, connection  # noqa: PLC0415

        while not self._is_over.is_set():
            try:
                self._work()
            except Error:
                connection.close()
            close_old_connections()
            time.sleep(0.3)
        connection.close()

    def _work(self) -> None:
        """Take the newest hand-off, decide on every second post; then it is written down."""
        from community.models import Member  # noqa: PLC0415
        from feedback.actions.decisions import decide  # noqa: PLC0415
        from feedback.actions.handoffs import take  # noqa: PLC0415
        from feedback.models import Handoff  # noqa: PLC0415

        handoff = Handoff.objects.waiting().order_by("-pk").first()
        if handoff is None:
            return
        said = handoff.conversation
        number = handoff.pk % len(self.world.colleagues)
        by = Member.objects.get(pk=self.world.colleagues[number])
        take(handoff, by=by)
        self.ledger.take(said.pk, by.pk)
        if said.kind == "idea":
            decide(said, by=by, status="planned", text="Yes: the tools are ordered.")
            self.ledger.tell(said.pk)
