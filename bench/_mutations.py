"""Small faults in a source: one comparison, one condition, one word of SQL at a time."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SWAPS: dict[type, type] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt,
    ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
}  # fmt: skip
# What a word of SQL becomes; between words, so that no name is touched.
SQL = re.compile(r"\b(SELECT|UPDATE|INSERT|DELETE)\b")
SQL_SWAPS = [
    (r"\bAND\b", "OR"), (r"\bOR\b", "AND"), (r"\bNOT EXISTS\b", "EXISTS"),
    (r"(?<= )\+ 1\b", "- 1"), (r"(?<= )<= ", "> "), (r"(?<= )> ", "<= "),
    (r"(?<= )= (?!ANY)", "<> "), (r"= ANY", "<> ALL"), (r"<> ALL", "= ANY"),
    (r"FOR UPDATE SKIP LOCKED", ""), (r"\bIF NOT\b", "IF"), (r"\bDO NOTHING\b", ""),
    (r"\b1 ELSE -1\b", "-1 ELSE 1"), (r"\bTRUE\b", "FALSE"), (r"\bFALSE\b", "TRUE"),
    (r"\bLIMIT %\(limit\)s", ""), (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bIS NULL\b", "IS NOT NULL"), (r"'delivered'", "'waiting'"),
    (r"'leased'", "'waiting'"), (r"'waiting'", "'leased'"),
]  # fmt: skip

# Which, and what puts it in and says how to undo it.
Fault = tuple[str, Callable[[], Callable[[], None]]]


@dataclass(frozen=True)
class Mutation:
    """The whole source with one fault in it, and which."""

    line: int
    what: str
    source: str


def mutations(source: str) -> Iterator[Mutation]:
    """Every fault of the kinds above: in functions, and in statements of SQL anywhere.

    Texts for people, annotations and docstrings are left alone.
    """
    tree = ast.parse(source)
    for node in _worked_through(tree):
        for what, put in _faults(node):
            undo = put()
            yield Mutation(node.lineno, what, ast.unparse(tree))  # type: ignore[attr-defined]
            undo()
    yield from _in_sql(tree)


def _worked_through(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs in functions: their statements, without what nobody runs; and what is
    switched on or off where a module sets things up."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            yield from (node for node in _below(statement) if _is_switch(node))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                yield from _below(statement)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.JoinedStr):
        return
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
        "_",
        "format_html",
    }:
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield from _below(each)


def _faults(node: ast.AST) -> Iterator[Fault]:
    """What can be wrong with a node."""
    yield from _wrong_operators(node)
    yield from _wrong_statements(node)


def _wrong_operators(node: ast.AST) -> Iterator[Fault]:
    match node:
        case ast.Compare():
            for place, op in enumerate(node.ops):
                yield _named(op), _put(node.ops, place, SWAPS[type(op)]())
        case ast.BoolOp() | ast.BinOp() if type(node.op) in SWAPS:
            yield _named(node.op), _put(node, "op", SWAPS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            twice = ast.UnaryOp(node.op, node.operand)
            yield f"no {_named(node.op)}", _put(node, "operand", twice)
        case ast.Constant(value=bool()):
            yield f"not {node.value!r}", _put(node, "value", not node.value)
        case ast.Constant(value=value) if isinstance(value, int | float):
            yield "one more", _put(node, "value", value + 1)


def _wrong_statements(node: ast.AST) -> Iterator[Fault]:
    match node:
        case ast.If() | ast.IfExp() | ast.While():
            yield "the other way", _put(node, "test", ast.UnaryOp(ast.Not(), node.test))
        case ast.Return() if node.value and not _is_nothing(node.value):
            yield "returns None", _put(node, "value", ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            what = f"without {ast.unparse(node)[:40]}"
            yield what, _put(node, "value", ast.Constant(None))
        case ast.Call() if node.keywords:
            for place, keyword in enumerate(node.keywords):
                rest = [*node.keywords[:place], *node.keywords[place + 1 :]]
                yield f"without {keyword.arg}=", _put(node, "keywords", rest)


def _in_sql(tree: ast.AST) -> Iterator[Mutation]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        text = node.value
        for pattern, put in SQL_SWAPS if SQL.search(text) else []:
            for found in re.finditer(pattern, text):
                node.value = text[: found.start()] + put + text[found.end() :]
                line = node.lineno + text[: found.start()].count("\n")
                what = f"{found[0].strip()} → {put.strip() or 'nothing'}"
                yield Mutation(line, what, ast.unparse(tree))
        node.value = text


def _put(
    holder: object, place: object, fault: object
) -> Callable[[], Callable[[], None]]:
    def put() -> Callable[[], None]:
        if isinstance(holder, list):
            before, holder[place] = holder[place], fault  # type: ignore[call-overload]
            return lambda: holder.__setitem__(place, before)  # type: ignore[call-overload]
        before = getattr(holder, str(place))
        setattr(holder, str(place), fault)
        return lambda: setattr(holder, str(place), before)

    return put


def _named(op: ast.AST) -> str:
    return type(op).__name__


def _is_switch(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, bool)


def _is_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
