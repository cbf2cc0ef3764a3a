"""The subcommands of `docsieve`: modules with `add_arguments(parser)` and `run(chosen) -> exit code`."""

from __future__ import annotations

import argparse
import importlib
from typing import Final

#: Name on the command line -> module here and what it does. A file of such a name is read as `./keys`.
COMMANDS: Final = {
    "keys": ("keys", "make a pair of keys for sealed payloads"),
    "redact": ("redact", "take out of a document what a policy names"),
    "restore": ("restore", "put the values of a vault in place of their labels"),
    "payload": ("payload", "make what would be sent of a document"),
    "unseal": ("unseal", "open a sealed payload with a secret key"),
    "verify-receipt": ("verify_receipt", "hold the receipt of an upload against payload, source or receiver"),
}


def run(name: str, arguments: list[str]) -> int:
    """Run one command; return its exit code: 0 done, 1 failed or found wrong, 2 wrong usage."""
    module_name, summary = COMMANDS[name]
    module = importlib.import_module(f"docsieve.commands.{module_name}")
    parser = argparse.ArgumentParser(
        prog=f"docsieve {name}",
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(arguments))
    return code
