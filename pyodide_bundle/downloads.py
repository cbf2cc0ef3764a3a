"""Brings Pyodide from npm and wheels from PyPI into `.cache/`, each checked against its pin."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from pyodide_bundle.failure import BundleError
from pyodide_bundle.paths import CACHE, COMMITTED_WHEELS
from pyodide_bundle.pins import NpmPin, Pins, WheelPin


def sha256_of(data: bytes) -> str:
    """Return the sha256 in hex."""
    return hashlib.sha256(data).hexdigest()


def integrity_of(data: bytes) -> str:
    """Return npm's subresource integrity."""
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


def run(command: list[str], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a tool and return what it printed.

    Raises:
        BundleError: it is missing, or failed; its last lines are quoted.
    """
    try:
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BundleError(
            f"{command[0]} is needed for building and was not found. Install it and run again."
        ) from error
    if done.returncode:
        # Node quotes the failing line, which in Pyodide's minified code is a megabyte.
        lines = [line for line in (done.stdout + done.stderr).strip().splitlines() if len(line) < 500]
        tail = "\n".join(lines[-25:])
        raise BundleError(f"`{' '.join(command[:4])}` failed with exit code {done.returncode}:\n{tail}")
    return done.stdout


def _npm_archive(name: str, version: str) -> Path:
    return CACHE / "npm" / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"


def pack_npm(name: str, version: str) -> bytes:
    """Return an npm package as its archive, from the cache or the registry."""
    archive = _npm_archive(name, version)
    archive.parent.mkdir(parents=True, exist_ok=True)
    if not archive.exists():
        command = ["npm", "pack", f"{name}@{version}", "--json", "--silent"]
        packed = archive.parent / json.loads(run(command, cwd=archive.parent))[0]["filename"]
        if packed != archive:
            packed.rename(archive)
    return archive.read_bytes()


def fetch_pyodide(pins: Pins) -> Path:
    """Return the folder of the unpacked npm package.

    Raises:
        BundleError: the archive is not the pinned one.
    """
    return fetch_npm(NpmPin("pyodide", pins.pyodide, pins.integrity))


def fetch_npm(pin: NpmPin) -> Path:
    """Return the folder of an unpacked npm package.

    Raises:
        BundleError: the archive is not the pinned one.
    """
    archive = _npm_archive(pin.name, pin.version)
    data = pack_npm(pin.name, pin.version)
    if integrity_of(data) != pin.integrity:
        archive.unlink()
        raise BundleError(f"{archive.name} does not have the pinned integrity; it was removed from .cache.")
    folder = archive.with_suffix("")
    if not (folder / "package.json").exists():
        fresh = folder.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        with tarfile.open(archive) as members:
            members.extractall(fresh, filter="data")
        shutil.rmtree(folder, ignore_errors=True)
        (fresh / "package").rename(folder)
        shutil.rmtree(fresh)
    return folder


def download_wheel(name: str, version: str, pins: Pins) -> Path:
    """Let pip download one wheel for Pyodide's platform and return its path."""
    folder = CACHE / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.glob("*.whl"))
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
    options += ["--platform", pins.abi, "--python-version", pins.python_tag, "--dest", str(folder)]
    run([sys.executable, "-m", "pip", "download", *options, f"{name}=={version}"])
    stem = f"{name.replace('-', '_')}-{version}-"
    found = [path for path in folder.glob("*.whl") if path.name.lower().startswith(stem)]
    fresh = [path for path in found if path not in before] or found
    if not fresh:
        raise BundleError(f"pip downloaded no wheel for {name} {version}.")
    return fresh[0]


def find_wheel(pin: WheelPin, pins: Pins) -> Path:
    """Return the wheel's file: a committed one, a cached one, or one downloaded now; unchecked."""
    for folder in (COMMITTED_WHEELS, CACHE / "wheels"):
        if (folder / pin.file).exists():
            return folder / pin.file
    return download_wheel(pin.name, pin.version, pins)


def fetch_wheel(pin: WheelPin, pins: Pins) -> Path:
    """Return the pinned wheel.

    Raises:
        BundleError: it is not the pinned file.
    """
    path = find_wheel(pin, pins)
    if path.name != pin.file or sha256_of(path.read_bytes()) != pin.sha256:
        if path.is_relative_to(CACHE):
            path.unlink()
        raise BundleError(
            f"{path.name} is not the file that pins.toml names for {pin.name} {pin.version}. "
            "If the change is wanted, run `python -m pyodide_bundle pins`."
        )
    return path
