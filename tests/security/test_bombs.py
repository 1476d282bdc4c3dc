"""Too much, too deep, packed, or dressed as a formula: refused, quickly."""

import gzip
import io
import json
import time
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.csv_files import safe_cell
from tests.makers import make_administrator

START = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\u00a0=", "\n="]


@pytest.mark.parametrize("start", START)
def test_no_cell_is_a_formula(start: str) -> None:
    cell = safe_cell(f'{start}cmd|"/c calc"!A1')
    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["a=b", "Re: -5", "x@y.example", "", "'already"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def nested(depth: int) -> bytes:
    return b'{"title":' + b"[" * depth + b"]" * depth + b"}"


BODIES = {
    "deep lists": nested(100_000),
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a huge number": b'{"title": 1' + b"0" * 100_000 + b"}",
    "no number": b'{"title": NaN, "board": Infinity}',
    "half a letter": b'{"title": "\\ud800\\udc"}',
    "a lone surrogate": b'{"title": "abcdef\\ud800", "board": "x"}',
    "a NUL": b'{"title": "abc\\u0000def", "board": "x"}',
    "no text": b"\xff\xfe\x00",
    "the same key often": b'{"title":1,' + b'"title":2,' * 9000 + b'"title":3}',
    "too much": b'{"title": "' + b"x" * 3_000_000 + b'"}',
    "a list": json.dumps([{}] * 20_000).encode(),
    "packed": gzip.compress(b'{"title": "' + b"x" * 50_000_000 + b'"}'),
}


@pytest.mark.parametrize("name", BODIES)
def test_the_api_refuses_quickly_what_is_no_sense(name: str, api: Any) -> None:
    client = api("post")
    client.raise_request_exception = False
    began = time.process_time()
    answer = client.generic(
        "POST", "/api/v1/ideas/", BODIES[name], content_type="application/json",
        HTTP_CONTENT_ENCODING="gzip" if name == "packed" else "identity",
    )  # fmt: skip
    assert 400 <= answer.status_code < 500
    assert time.process_time() - began < 2


FORMS: dict[str, dict[str, Any]] = {
    "many fields": {f"f{n}": "x" for n in range(2000)},
    "one long field": {"login": "x" * 3_000_000},
    "many files": {f"f{n}": SimpleUploadedFile("a", b"x") for n in range(300)},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_an_end(name: str) -> None:
    client = Client(raise_request_exception=False)
    assert client.post("/accounts/login/", FORMS[name]).status_code in {400, 413}


def zipped(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.csv", b"a" * size)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        zipped(20_000_000),
        b"email\n" + b"x" * 4_000_000,
        b"\x00" * 1000,
        b'email\n"' * 99,
    ],
)
def test_a_list_that_is_a_bomb_is_told_and_not_unpacked(data: bytes) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(
        make_administrator(),
        backend="community.sessions.MemberBackend",
    )
    upload = SimpleUploadedFile("list.csv", data)
    answer = client.post("/desk/customer-list/", {"file": upload})
    assert answer.status_code == 422
