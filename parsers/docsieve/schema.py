"""JSON Schema and TypeScript types of the Document and of the wire messages, made from the Python classes.

A command for developers; nothing imports it:

    python -m docsieve.schema --write    # after changing model.py, options.py or protocol.py
    python -m docsieve.schema --check    # exit code 1 where a committed file is out of date

Field comments ("#: ...") become descriptions in both.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from msgspec import inspect as types

from docsieve import chunking, geometry, model, options, payload, protocol, receipt
from docsieve.chunking import Chunk
from docsieve.model import SCHEMA_VERSION, Document
from docsieve.payload import PAYLOAD_MEDIA_TYPE, PAYLOAD_VERSION, SEALED_MEDIA_TYPE, Payload
from docsieve.protocol import PROTOCOL_VERSION, ROOTS, ErrorCode
from docsieve.receipt import RECEIPT_VERSION, Receipt
from docsieve.recognition import messages as recognition
from docsieve.recognition import words
from docsieve.recognition.messages import RecognitionRequest, RecognitionResponse
from docsieve.redaction import model as redaction
from docsieve.review import changes, messages
from docsieve.review.messages import ReviewRequest, ReviewResponse

_ROOT: Final = Path(__file__).parents[2]
_MODULES: Final = (
    chunking,
    geometry,
    model,
    options,
    payload,
    protocol,
    receipt,
    redaction,
    changes,
    messages,
    words,
    recognition,
)
_REVIEW: Final = (*get_args(ReviewRequest), *get_args(ReviewResponse))
_RECOGNITION: Final = (*get_args(RecognitionRequest), *get_args(RecognitionResponse))
#: Aliases that get a name of their own in TypeScript.
_ALIASES: Final[dict[str, Any]] = {
    "Role": model.Role,
    "Hidden": model.Hidden,
    "HiddenChoice": model.HiddenChoice,
    "Block": model.Block,
    "Output": protocol.Output,
    "Stage": protocol.Stage,
    "ErrorCode": protocol.ErrorCode,
    "Request": protocol.Request,
    "Response": protocol.Response,
    "Kind": redaction.Kind,
    "Operator": redaction.Operator,
    "PayloadContent": payload.PayloadContent,
    "Place": messages.Place,
    "Change": changes.Change,
    "ReviewRequest": messages.ReviewRequest,
    "ReviewResponse": messages.ReviewResponse,
    "RecognitionRequest": recognition.RecognitionRequest,
    "RecognitionResponse": recognition.RecognitionResponse,
}
_LINE: Final = 108


def generated_files() -> dict[str, str]:
    """Return every generated file by its path in the repository."""
    protocol_roots = [root for root in (*ROOTS, *_REVIEW, *_RECOGNITION) if root is not Document]
    return {
        "docs/schema/document.schema.json": _json_schema(
            [Document], {"title": "Docsieve document", "x-schema-version": SCHEMA_VERSION}
        ),
        "docs/schema/chunk.schema.json": _json_schema([Chunk], {"title": "Docsieve chunk"}),
        "docs/schema/payload.schema.json": _json_schema(
            [Payload], {"title": "Docsieve payload", "x-payload-version": PAYLOAD_VERSION}
        ),
        "docs/schema/receipt.schema.json": _json_schema(
            [Receipt], {"title": "Docsieve receipt", "x-receipt-version": RECEIPT_VERSION}
        ),
        "docs/schema/protocol.schema.json": _json_schema(
            protocol_roots, {"title": "Docsieve wire messages", "x-protocol-version": PROTOCOL_VERSION}
        ),
        "web/src/generated/wire.ts": _typescript(),
    }


def _field_comments() -> dict[tuple[str, str], str]:
    """Read the "#:" lines above the fields of every class: (class, field) -> text."""
    comments: dict[tuple[str, str], str] = {}
    for module in _MODULES:
        source = inspect.getsource(module)
        lines = source.splitlines()
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.ClassDef):
                continue
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    above: list[str] = []
                    at = field.lineno - 2
                    while at >= 0 and lines[at].strip().startswith("#:"):
                        above.insert(0, lines[at].strip()[2:].strip())
                        at -= 1
                    if above:
                        comments[node.name, field.target.id] = " ".join(above)
    return comments


def _json_schema(roots: Sequence[type], head: dict[str, Any]) -> str:
    schemas, components = msgspec.json.schema_components(list(roots), ref_template="#/$defs/{name}")
    comments = _field_comments()
    for name, component in components.items():
        for field, described in component.get("properties", {}).items():
            if (name, field) in comments:
                described.setdefault("description", comments[name, field])
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **head}
    whole |= dict(schemas[0]) if len(roots) == 1 else {"anyOf": list(schemas)}
    whole["$defs"] = dict(sorted(components.items()))
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _typescript() -> str:
    comments = _field_comments()
    names = {_key(types.type_info(alias)): name for name, alias in _ALIASES.items()}
    codes = "".join(f"  {json.dumps(code)},\n" for code in get_args(ErrorCode))
    parts = [
        "// Made from parsers/docsieve by `python -m docsieve.schema --write`; never edited by hand.",
        _ts_doc("Raised on every change that an older page or worker could trip over.")
        + f"export const PROTOCOL_VERSION = {PROTOCOL_VERSION};",
        _ts_doc("Raised on every change that an older reader of the JSON could trip over.")
        + f"export const SCHEMA_VERSION = {SCHEMA_VERSION};",
        _ts_doc("Raised on every change that an older receiver of payloads could trip over.")
        + f"export const PAYLOAD_VERSION = {PAYLOAD_VERSION};\n"
        + f"export const RECEIPT_VERSION = {RECEIPT_VERSION};",
        f"export const PAYLOAD_MEDIA_TYPE = {json.dumps(PAYLOAD_MEDIA_TYPE)};",
        f"export const SEALED_MEDIA_TYPE = {json.dumps(SEALED_MEDIA_TYPE)};",
        _ts_doc(
            "Codes of errors: those of `docsieve.errors`, and those that only the browser side can raise."
        )
        + f"export const ERROR_CODES = [\n{codes}] as const;",
        "export type ErrorCode = (typeof ERROR_CODES)[number];",
    ]
    for name, alias in _ALIASES.items():
        if name != "ErrorCode":
            parts.append(_ts_alias(name, _ts_type(types.type_info(alias), {})))
    structs = sorted(_structs(), key=lambda found: found.cls.__name__)
    parts.extend(_ts_struct(struct, names, comments) for struct in structs)
    return "\n\n".join(parts) + "\n"


def _structs() -> list[types.StructType]:
    """Return every struct that can be reached from the roots."""
    found: dict[str, types.StructType] = {}
    pending: list[types.Type] = list(
        types.multi_type_info([*ROOTS, *_REVIEW, *_RECOGNITION, Chunk, Payload, Receipt, *_ALIASES.values()])
    )
    while pending:
        info = pending.pop()
        if isinstance(info, types.StructType):
            if info.cls.__name__ in found:
                continue
            found[info.cls.__name__] = info
        pending.extend(_inner(info))
    return list(found.values())


def _inner(info: types.Type) -> Iterator[types.Type]:
    if isinstance(info, types.StructType):
        yield from (field.type for field in info.fields)
    elif isinstance(info, types.UnionType):
        yield from info.types
    elif isinstance(info, types.ListType):
        yield info.item_type
    elif isinstance(info, types.TupleType):
        yield from info.item_types
    elif isinstance(info, types.DictType):
        yield info.value_type


def _key(info: types.Type) -> tuple[object, ...]:
    """Tell equal literals and unions by value: the inspector makes a new object for each mention."""
    if isinstance(info, types.LiteralType):
        return ("literal", *info.values)
    if isinstance(info, types.UnionType):
        return (
            "union",
            *sorted(inner.cls.__name__ for inner in info.types if isinstance(inner, types.StructType)),
        )
    return ()


def _ts_type(info: types.Type, names: dict[tuple[object, ...], str]) -> str:
    if isinstance(info, types.UnionType):
        structs = tuple(inner for inner in info.types if isinstance(inner, types.StructType))
        if len(structs) > 1 and len(structs) == len(info.types) and _key(info) in names:
            return names[_key(info)]
        return " | ".join(_ts_type(inner, names) for inner in info.types)
    if isinstance(info, types.LiteralType):
        named = names.get(_key(info))
        return named or " | ".join(json.dumps(value) for value in info.values)
    if isinstance(info, types.StructType):
        return info.cls.__name__
    if isinstance(info, types.ListType):
        inner = _ts_type(info.item_type, names)
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if isinstance(info, types.TupleType):
        return f"[{', '.join(_ts_type(item, names) for item in info.item_types)}]"
    if isinstance(info, types.DictType):
        return f"Record<string, {_ts_type(info.value_type, names)}>"
    for kind, written in (
        (types.StrType, "string"),
        (types.BoolType, "boolean"),
        (types.IntType | types.FloatType, "number"),
        (types.NoneType, "null"),
    ):
        if isinstance(info, kind):
            return written
    raise TypeError(f"no TypeScript type is known for {info!r}")


def _ts_struct(
    struct: types.StructType, names: dict[tuple[object, ...], str], comments: dict[tuple[str, str], str]
) -> str:
    name = struct.cls.__name__
    doc = _ts_doc(inspect.cleandoc(struct.cls.__doc__ or ""))
    if struct.array_like:
        items = ", ".join(f"{field.name}: {_ts_type(field.type, names)}" for field in struct.fields)
        return f"{doc}export type {name} = [{items}];"
    lines = [f"{doc}export interface {name} {{"]
    if struct.tag_field is not None:
        lines.append(f"  {struct.tag_field}: {json.dumps(struct.tag)};")
    for field in struct.fields:
        comment = next(
            (
                comments[base.__name__, field.name]
                for base in struct.cls.__mro__
                if (base.__name__, field.name) in comments
            ),
            "",
        )
        if comment:
            lines.append(_ts_doc(comment, "  ").rstrip("\n"))
        optional = "" if field.required else "?"
        lines.append(f"  {field.encode_name}{optional}: {_ts_type(field.type, names)};")
    return "\n".join([*lines, "}"])


def _ts_alias(name: str, written: str) -> str:
    line = f"export type {name} = {written};"
    if len(line) <= _LINE:
        return line
    return f"export type {name} =\n  | " + "\n  | ".join(written.split(" | ")) + ";"


def _ts_doc(text: str, indent: str = "") -> str:
    lines = text.replace("*/", "* /").splitlines()
    if not lines:
        return ""
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    return (
        f"{indent}/**\n" + "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines) + f"{indent} */\n"
    )


def main(arguments: list[str] | None = None) -> int:
    """Write the generated files, or check that the committed ones are current."""
    parser = argparse.ArgumentParser(prog="python -m docsieve.schema", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write the files")
    mode.add_argument("--check", action="store_true", help="exit with 1 where a file is out of date")
    wanted = parser.parse_args(arguments)
    stale = []
    for name, content in generated_files().items():
        path = _ROOT / name
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        stale.append(name)
        if wanted.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    for name in stale:
        sys.stdout.write(f"{'written' if wanted.write else 'out of date'}: {name}\n")
    return 1 if stale and wanted.check else 0


if __name__ == "__main__":
    sys.exit(main())
