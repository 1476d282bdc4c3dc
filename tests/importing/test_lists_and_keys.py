"""The customer list and API keys, by command."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.csv_files import safe_cell
from community.models import ApiKey, Customer
from tests.makers import make_colleague, make_member


def listed(place: Path, text: str) -> Path:
    path = place / "customers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_confirms_who_is_on_it(tmp_path: Path) -> None:
    ada, owner = make_member(email="ada@example.com"), make_colleague()
    text = f"email,company,segment,account_owner\nADA@example.com,Loom,home,{owner.email}\n"

    call_command("import_customers", listed(tmp_path, text))
    call_command("import_customers", listed(tmp_path, text))

    ada.refresh_from_db()
    assert (ada.verified_by, ada.company) == ("customer_list", "Loom")
    assert ada.account_owner == owner
    assert Customer.objects.count() == 1


def test_a_bad_line_keeps_the_whole_list_out(tmp_path: Path, capsys: Any) -> None:
    path = listed(
        tmp_path, "email,company\na@example.com,A\nnobody,B\nA@example.com,\n"
    )
    with pytest.raises(CommandError, match="2 problems; nothing was loaded"):
        call_command("import_customers", path)
    assert capsys.readouterr().err.splitlines() == [
        "customers.csv:3: email: “nobody” is no e-mail address",
        "customers.csv:4: email: stands on line 2 already",
    ]
    assert not Customer.objects.exists()


def test_a_key_is_printed_once(capsys: Any) -> None:
    call_command("create_api_key", "reports", "--scope", "read", "--scope", "measures")

    key = ApiKey.objects.get()
    assert capsys.readouterr().out.strip().startswith(key.prefix)
    assert key.scopes == ["measures", "read"]
    with pytest.raises(CommandError, match="only a member posts"):
        call_command("create_api_key", "poster", "--scope", "post")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("plain") == "plain"
