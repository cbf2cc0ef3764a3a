from __future__ import annotations

import pytest

from pyodide_bundle.failure import BundleError
from pyodide_bundle.formats import closure, registered_formats, wheels_to_bundle
from pyodide_bundle.pins import read_pins, with_wheel

DEPENDS: dict[str, tuple[str, ...]] = {
    "a": ("b", "c"),
    "b": ("c",),
    "c": (),
    "loop": ("pool",),
    "pool": ("loop",),
}


def test_closure_names_dependencies_first_and_once() -> None:
    assert closure(["a", "B"], DEPENDS) == ("c", "b", "a")


def test_closure_ends_on_a_circle() -> None:
    assert set(closure(["loop"], DEPENDS)) == {"loop", "pool"}


def test_closure_says_who_needs_what_is_missing() -> None:
    with pytest.raises(BundleError, match=r"'c'.*needed by b"):
        closure(["b"], {"b": ("c",)})


def test_every_registered_format_has_its_wheels_pinned() -> None:
    assert "msgspec" in wheels_to_bundle(registered_formats(), read_pins())


def test_the_wheels_of_redaction_are_bundled_though_no_format_names_them() -> None:
    assert {"phonenumbers", "python-stdnum"} <= set(wheels_to_bundle((), read_pins()))


def test_renewing_a_pin_changes_its_line_only() -> None:
    text = '[wheels]\na = { version = "1", file = "x", sha256 = "0" } # why\nb = { version = "1" }\n'
    pin = read_pins().wheels["lxml"]
    with pytest.raises(BundleError):
        with_wheel(text, pin)
    renewed = with_wheel(text.replace("a =", "lxml ="), pin)
    assert renewed.splitlines()[1].endswith("} # why")
    assert pin.sha256 in renewed
    assert renewed.splitlines()[2] == 'b = { version = "1" }'
