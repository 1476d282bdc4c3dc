from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as Console
from django.core.mail.backends.filebased import EmailBackend as Folder
from django.core.mail.message import EmailMessage


class ConsoleAndFolderBackend(BaseEmailBackend):
    """Without a mail server: every mail is printed and kept in a folder."""

    def __init__(self, **options: Any) -> None:
        super().__init__(fail_silently=options.get("fail_silently", False))
        self.backends = [
            Console(**options),
            Folder(**options | {"file_path": settings.EMAIL_FILE_PATH}),
        ]

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = [backend.send_messages(email_messages) for backend in self.backends]
        return sent[0] or 0
