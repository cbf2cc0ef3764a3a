"""Kept for use without a network: at the person's word only, whole or not at all, renewed when asked."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path

import docsieve
import pytest
from docsieve.registry import all_formats
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.drop_page import DropPage
from e2e.guard import Guard
from e2e.in_browser import BrowserClient
from e2e.live_site import LiveSite, serve_site
from e2e.made_files import SECRET, write_pdf
from e2e.native import native_json
from e2e.samples import Sample, own_samples
from e2e.scans import scan_of, write_scanned_pdf
from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.serve import Asset

#: What is kept only for those who want it.
RECOGNITION = "runtime/recognition/"
AVAILABLE = re.compile(r"Available offline: \d+ MB on this device\.$")

_KEPT = """
async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const bytes = await (await cache.match(request)).arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      kept[new URL(request.url).pathname.slice(1)] = hash;
    }
  }
  return kept;
}
"""


def readable_samples() -> dict[str, Sample]:
    """The first sample of each format that can be read at all: some are protected, or broken on purpose."""
    found: dict[str, Sample] = {}
    for sample in own_samples():
        if sample.format in found:
            continue
        with contextlib.suppress(docsieve.DocsieveError):
            native_json(sample.path)
            found[sample.format] = sample
    return found


def install(page: Page, *, recognition: bool = False) -> None:
    page.get_by_text("See for yourself").click()
    page.get_by_label("with text recognition").set_checked(recognition)
    page.get_by_role("button", name="Make available offline").click()
    expect(page.locator("#offline-said")).to_have_text(AVAILABLE)


@pytest.fixture
def installed_page(drop_page: Page) -> Page:
    install(drop_page)
    return drop_page


def test_nothing_is_kept_before_the_person_says_so(drop_page: Page) -> None:
    DropPage(drop_page)
    assert drop_page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert drop_page.evaluate(_KEPT) == {}


def test_exactly_the_manifests_files_are_kept_but_not_text_recognition(
    installed_page: Page, site: LiveSite
) -> None:
    manifest = installed_page.evaluate("fetch('/manifest.json').then((response) => response.json())")
    kept = installed_page.evaluate(_KEPT)
    assert "manifest.json" in kept
    del kept["manifest.json"]
    wanted = {name: e for name, e in manifest["files"].items() if not name.startswith(RECOGNITION)}
    assert kept == {name: entry["sha256"] for name, entry in wanted.items()}
    assert len(wanted) < len(manifest["files"])
    total = sum(entry["size"] for entry in wanted.values())
    expect(installed_page.locator("#offline-said")).to_contain_text(f" {total / 1e6:.0f} MB")


def test_every_format_is_read_after_a_reload_without_network_or_server(
    installed_page: Page, context: BrowserContext, site: LiveSite, tmp_path: Path
) -> None:
    context.set_offline(True)
    site.stop()
    requests = len(site.requests)
    # The page itself, as a person opens it.
    installed_page.reload()
    drop = DropPage(installed_page)
    drop.choose(write_pdf(tmp_path / "here.pdf"))
    drop.wait_until_read("here.pdf")
    drop.select("here.pdf")
    expect(drop.shown()).to_contain_text(SECRET)
    # Each format by one of its samples.
    client = BrowserClient(installed_page)
    samples = readable_samples()
    assert {declared.name for declared in all_formats()} - samples.keys() <= {"encrypted_office"}
    outcomes = {name: client.parse(sample.path).code for name, sample in samples.items()}
    assert outcomes == dict.fromkeys(samples)
    assert len(site.requests) == requests


def test_text_recognition_is_kept_where_it_is_chosen_and_works_without_a_network(
    drop_page: Page, context: BrowserContext, site: LiveSite, tmp_path: Path
) -> None:
    install(drop_page, recognition=True)
    manifest = drop_page.evaluate("fetch('/manifest.json').then((response) => response.json())")
    assert drop_page.evaluate(_KEPT).keys() == {*manifest["files"], "manifest.json"}
    context.set_offline(True)
    site.stop()
    drop_page.reload()
    recognise_a_scan(DropPage(drop_page), tmp_path)


def test_text_recognition_that_was_used_is_kept_with_the_rest(
    installed_page: Page, context: BrowserContext, site: LiveSite, tmp_path: Path
) -> None:
    installed_page.reload()
    recognise_a_scan(DropPage(installed_page), tmp_path)
    names = [name.rpartition("/")[2] for name in installed_page.evaluate(_KEPT) if RECOGNITION in name]
    assert sorted(names) == ["eng.traineddata", "tesseract.wasm"]
    context.set_offline(True)
    site.stop()
    installed_page.reload()
    recognise_a_scan(DropPage(installed_page), tmp_path)


def recognise_a_scan(drop: DropPage, folder: Path) -> None:
    drop.choose(write_scanned_pdf(folder / "scan.pdf", [scan_of()]))
    drop.button("Read it with text recognition").click()
    expect(drop.shown()).to_contain_text("harbour")


def test_removing_leaves_nothing(installed_page: Page) -> None:
    installed_page.get_by_role("button", name="Remove", exact=True).click()
    expect(installed_page.locator("#offline-said")).to_have_text("Removed from this device.")
    assert installed_page.evaluate(_KEPT) == {}
    count = installed_page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
    assert count == 0


@pytest.fixture
def altered(assets: Mapping[str, Asset], tmp_path: Path) -> dict[str, Asset]:
    """The site with one byte of one wheel another, as a host that was broken into would serve it."""
    [name] = [path for path in assets if "/pypdfium2-" in path]
    data = bytearray(assets[name].path.read_bytes())
    data[-1] ^= 1
    path = tmp_path / "altered.whl"
    path.write_bytes(data)
    return {**assets, name: dataclasses.replace(assets[name], path=path, coded={})}


def test_an_altered_file_is_not_kept(browser: Browser, altered: Mapping[str, Asset]) -> None:
    with serve_site(altered) as live:
        context = browser.new_context(base_url=live.origin)
        page = context.new_page()
        page.goto("/")
        page.get_by_text("See for yourself").click()
        page.get_by_role("button", name="Make available offline").click()
        expect(page.locator("#offline-said")).to_contain_text("That did not work")
        assert page.evaluate(_KEPT) == {}
        context.close()


@pytest.fixture
def renewed(assets: Mapping[str, Asset], tmp_path: Path) -> dict[str, Asset]:
    """The site as its next build: another id, in the manifest and in what carries it."""
    manifest = json.loads(assets["manifest.json"].path.read_text())
    old, new = manifest["build_id"], "f" * 16
    site = dict(assets)
    for name in manifest["files"]:
        data = assets[name].path.read_bytes()
        if not name.endswith((".js", ".json")) or old.encode() not in data:
            continue
        data = data.replace(old.encode(), new.encode())
        manifest["files"][name]["sha256"] = sha256_of(data)
        site[name] = _written(assets[name], tmp_path / name.replace("/", "_"), data)
    manifest["build_id"] = new
    text = json.dumps(manifest).encode()
    site["manifest.json"] = _written(assets["manifest.json"], tmp_path / "manifest.json", text)
    return site


def _written(asset: Asset, path: Path, data: bytes) -> Asset:
    path.write_bytes(data)
    return dataclasses.replace(asset, path=path, digest=sha256_of(data), coded={}, immutable=False)


def test_a_new_version_waits_until_the_person_agrees(
    browser: Browser, assets: Mapping[str, Asset], renewed: Mapping[str, Asset]
) -> None:
    served = dict(assets)
    with serve_site(served) as live:
        context = browser.new_context(base_url=live.origin)
        Guard(live).watch(context)
        page = context.new_page()
        page.goto("/")
        install(page)
        before = page.evaluate(_KEPT)
        served.update(renewed)
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        page.reload()
        page.get_by_text("See for yourself").click()
        expect(page.locator("#offline-said")).to_contain_text("There is a new version")
        assert page.evaluate(_KEPT) == before
        with page.expect_event("load"):
            page.get_by_role("button", name="Get the new version").click()
        page.get_by_text("See for yourself").click()
        expect(page.locator("#offline-said")).to_have_text(AVAILABLE)
        after = page.evaluate(_KEPT)
        assert after != before
        assert page.evaluate("fetch('/manifest.json').then((r) => r.json())")["build_id"] == "f" * 16
        context.close()
