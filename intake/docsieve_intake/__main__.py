"""`docsieve-intake serve|token|export`: see the README."""

from __future__ import annotations

import argparse
import sys
from typing import get_args

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from docsieve_intake.app import create_app
from docsieve_intake.settings import Scope, Settings, SettingsError, Token


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="docsieve-intake", description="Receives what Docsieve sends.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="receive payloads")
    serving.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine only)")
    serving.add_argument("--port", type=int, default=8766)
    token = commands.add_parser(
        "token", help="make a token and print it once, with the line for the settings"
    )
    token.add_argument("name", help="who will use it")
    token.add_argument("--scope", action="append", choices=get_args(Scope), help="default: send")
    chosen = parser.parse_args(arguments)
    try:
        return _token(chosen) if chosen.command == "token" else _serve(chosen)
    except SettingsError as error:
        print(f"error: {error}", file=sys.stderr)
    except (SQLAlchemyError, ValueError) as error:
        print(f"error: The database cannot be used ({type(error).__name__}).", file=sys.stderr)
    return 1


def _token(chosen: argparse.Namespace) -> int:
    token, secret = Token.new(chosen.name, chosen.scope or ["send"])
    print(f"Token (shown once):            {secret}")
    print(f"For DOCSIEVE_INTAKE_TOKENS:    {token.line()}")
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if not settings.tokens and not settings.same_origin_sends:
        raise SettingsError("Nobody could send: set DOCSIEVE_INTAKE_TOKENS (see `docsieve-intake token`).")
    # Access logs would name what people searched for.
    uvicorn.run(
        create_app(settings),
        host=chosen.host,
        port=chosen.port,
        access_log=False,
        server_header=False,
        ws="none",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
