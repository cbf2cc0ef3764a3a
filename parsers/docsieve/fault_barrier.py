"""Turns whatever escapes a format's reader into one of our errors. The only place that does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from docsieve.errors import DocsieveError, InternalError, LimitExceededError
from docsieve.wheels_on_demand import WheelsNeededError


@contextmanager
def fault_barrier(what: str) -> Iterator[None]:
    """Let our errors through and translate all others.

    Args:
        what: the kind of file as a person knows it ("PDF file").

    Raises:
        LimitExceededError: memory or the stack ran out.
        InternalError: anything else; the cause is chained and its text, which may quote the document, is not
            repeated.
    """
    try:
        yield
    except DocsieveError:
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit, WheelsNeededError):
        raise
    except MemoryError as error:
        raise LimitExceededError("There is not enough memory to read this file.") from error
    except RecursionError as error:
        raise LimitExceededError("The file is nested too deeply to be read.") from error
    except BaseException as error:  # python-calamine's panics are no Exception
        raise InternalError(
            f"docsieve failed on this {what} ({type(error).__name__}{_place(error.__traceback__)}). "
            "This is a fault of the program, not of the file; please report it."
        ) from error


def _place(traceback: TracebackType | None) -> str:
    """Name the innermost line of ours, for the report a person files: code, never content."""
    place = ""
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("docsieve.") and module != __name__:
            place = f" in {module}, line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
