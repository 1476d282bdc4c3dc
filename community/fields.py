"""Fields of forms and of the API that take no text of which nothing shows."""

from typing import Any

from django import forms
from rest_framework import serializers

from community.plain import plain_line, shows


class WordsField(forms.CharField):
    def to_python(self, value: Any) -> str:
        words = str(super().to_python(value) or "")
        return words if shows(words) else ""


class LineField(forms.CharField):
    def to_python(self, value: Any) -> str:
        words = str(super().to_python(value) or "")
        return words if "\0" in words else plain_line(words)


class Words(serializers.CharField):
    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(_unless_blank(data))


class Line(serializers.CharField):
    def run_validation(self, data: Any = serializers.empty) -> Any:
        is_text = isinstance(data, str) and "\0" not in data
        return super().run_validation(plain_line(data) if is_text else data)


def _unless_blank(data: Any) -> Any:
    return (
        "" if isinstance(data, str) and "\0" not in data and not shows(data) else data
    )
