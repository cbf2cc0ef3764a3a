"""Cuts generated bindings down to the declarations that are used: a first file waits for each of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

_WORD = re.compile(rb"[A-Za-z_]\w{3,}")


def words_of(files: Iterable[bytes]) -> frozenset[str]:
    """Return every word of some files, sources or libraries, that may be the name of a declaration."""
    return frozenset(word.decode() for data in files for word in _WORD.findall(data))


def shaken(source: bytes, used: frozenset[str]) -> bytes:
    """Return the source with those declarations only that are used, or needed by one that is.

    Whatever is no declaration (imports, conditions, calls) stays.
    """
    tree = ast.parse(source)
    declared = {_declares(statement) for statement in tree.body}
    needs: dict[str, set[str]] = {}
    wanted = set(used & declared)
    for statement in tree.body:
        names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        name = _declares(statement)
        if name:
            needs.setdefault(name, set()).update(names & declared)
        else:
            wanted |= names & declared
    waiting = list(wanted)
    while waiting:
        fresh = needs[waiting.pop()] - wanted
        wanted |= fresh
        waiting += fresh
    kept = [statement for statement in tree.body if _declares(statement) in wanted | {""}]
    return ast.unparse(ast.Module(kept, type_ignores=[])).encode() + b"\n"


def _declares(statement: ast.stmt) -> str:
    """Return the name that a statement declares or says more of (`name.argtypes = ...`); else nothing."""
    if isinstance(statement, ast.ClassDef | ast.FunctionDef):
        return statement.name
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return ""
    target = statement.targets[0]
    if isinstance(target, ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""
