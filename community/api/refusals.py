"""Every refusal that an operation may answer with, for the schema."""

from typing import Any

NAME = "Refusal"
REFUSAL = {
    "type": "object",
    "description": "Why nothing was done. Programs go by `code`, people by `detail`.",
    "properties": {
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "fields": {
            "type": "object",
            "description": "With `code` invalid: what was wrong, field by field.",
            "additionalProperties": {},
        },
    },
    "required": ["code", "detail"],
}
ALWAYS = {
    "400": "The question cannot be read: see `fields`.",
    "401": "No key was sent, or it is unknown or revoked.",
    "403": "The key has no scope for this, or its member may not do it.",
    "429": "Too often: `detail` says when to come again.",
    "503": "The database does not answer now: come again after `Retry-After` seconds.",
}
OF_ONE = {"404": "There is nothing here, or nothing that this key may see."}
OF_WRITES = {
    "409": "A rule of the forum forbids it; `code` names the rule.",
    "413": "More than one megabyte at a time.",
    "415": "Something else than JSON.",
}
WRITES = {"post", "put", "patch", "delete"}


def add_refusals(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: what the error handler answers, beside what it does."""
    result["components"]["schemas"][NAME] = REFUSAL
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            refusals = ALWAYS | (OF_ONE if "{" in path else {})
            refusals |= OF_WRITES if method in WRITES else {}
            for status, why in refusals.items():
                operation["responses"].setdefault(status, _refusal(why))
    return result


def _refusal(why: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{NAME}"}
    return {"description": why, "content": {"application/json": {"schema": schema}}}
