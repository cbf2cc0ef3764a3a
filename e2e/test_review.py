"""Drop, review, redact, send: what is shown is what is sent, and nothing else ever is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from docsieve_intake.app import create_app
from docsieve_intake.settings import Settings
from docsieve_intake.store import Store
from playwright.sync_api import BrowserContext, Page, expect

from e2e.guard import Guard
from e2e.live_site import LiveSite, serve_site
from e2e.made_files import write_pdf, write_text
from e2e.review_page import ENDPOINT, ReviewPage, bodies, focused_text, stored_rows, tab_to
from e2e.test_accessibility import _violations
from pyodide_bundle.serve import Asset

MAIL = "anna.schmidt@example.com"
IBAN = "DE89 3704 0044 0532 0130 00"
LETTER = f"Dear Ms Schmidt,\n\nwrite to {MAIL} about Bluebird.\nIBAN {IBAN}.\nAgain: {MAIL}."


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "intake.db"


@pytest.fixture
def site_settings() -> dict[str, Any]:
    """What `site.json` says; a test that wants it otherwise has a fixture or a parameter of this name."""
    return {"endpoint": ENDPOINT.removeprefix("/")}


@pytest.fixture
def site(assets: Mapping[str, Asset], database: Path, site_settings: dict[str, Any]) -> Iterator[LiveSite]:
    settings = Settings(database=f"sqlite:///{database}", same_origin_sends=True)
    store = Store(settings.database)
    with serve_site(assets, settings=site_settings, intake=create_app(settings, store)) as live:
        yield live
    store.close()


@pytest.fixture
def review(page: Page, guard: Guard) -> ReviewPage:
    return ReviewPage(page)


@pytest.fixture
def may_send(guard: Guard) -> None:
    """The guard on every test lets these requests through; the tests count them."""
    endpoint = re.escape(ENDPOINT)
    guard.expect(rf"^not a GET: POST http://127\.0\.0\.1:\d+{endpoint}$")
    guard.expect(rf"^a body of \d+ bytes to http://127\.0\.0\.1:\d+{endpoint}$")
    guard.expect(rf"^the server got POST {endpoint}$")


def _posts(site: LiveSite) -> list[tuple[str, str]]:
    return [(method, path) for method, path in site.requests if method != "GET"]


@pytest.mark.usefixtures("may_send")
def test_the_row_in_the_database_is_the_payload_that_was_shown(
    review: ReviewPage, site: LiveSite, database: Path, tmp_path: Path
) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    expect(review.mark(MAIL)).to_have_count(2)
    review.redact("Bluebird")
    expect(review.mark("Bluebird")).to_have_count(1)
    expect(review.sent_side()).to_contain_text("about [CUSTOM-1].")
    review.mark(MAIL).last.click()
    expect(review.mark(MAIL).last).to_have_attribute("aria-pressed", "false")
    expect(review.sent_side()).to_contain_text(f"Again: {MAIL}.")
    expect(review.sent_side()).to_contain_text("write to [EMAIL-1] about")
    shown = review.see_payload()
    said = review.page.get_by_text(
        re.compile(r"^Send these [\d,]+ bytes to http://127.0.0.1:\d+/intake/v1/payloads\?$")
    )
    expect(said).to_be_visible()
    assert _posts(site) == []
    review.send()
    [row] = stored_rows(database)
    assert row.body.decode() == shown
    assert row.sha256 == hashlib.sha256(row.body).hexdigest()
    expect(review.page.get_by_text(f"SHA-256 {row.sha256}", exact=True)).to_be_visible()
    assert row.media_type == "application/vnd.docsieve.payload+json"
    payload = json.loads(shown)
    assert payload["document"]["withheld"]["redacted"] == {"custom": 1, "email": 1, "iban": 1, "person": 1}
    assert "Bluebird" not in shown
    assert IBAN not in shown
    assert "letter.txt" not in shown
    assert _posts(site) == [("POST", ENDPOINT)]


@pytest.mark.usefixtures("may_send")
def test_nothing_else_is_on_the_wire(
    review: ReviewPage, site: LiveSite, guard: Guard, database: Path, tmp_path: Path
) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.redact("Bluebird")
    review.see_payload()
    review.send()
    [row] = stored_rows(database)
    received = bytes(site.received)
    # The body once, and besides it the heads of requests: no word of the letter that is not in the payload.
    assert received.count(row.body) == 1
    rest = received.replace(row.body, b"")
    digest = hashlib.sha256(f"{LETTER}\n".encode()).hexdigest()
    for trace in (
        MAIL,
        IBAN,
        "Bluebird",
        "Schmidt",
        "letter.txt",
        digest,
    ):
        assert trace.encode() not in received, trace
    heads = [head for head in rest.split(b"\r\n\r\n") if head]
    assert all(re.match(rb"(GET|POST) /", head) for head in heads)
    assert sum(head.startswith(b"POST /") for head in heads) == 1
    assert not re.search(rb"(?im)^(cookie|authorization|referer):", rest)
    browser_saw = [request for request in guard.requests if not request.startswith("GET ")]
    assert browser_saw == [f"POST {site.origin}{ENDPOINT}"]


@pytest.mark.usefixtures("may_send")
def test_the_account_of_the_network_stays_true(
    review: ReviewPage, guard: Guard, database: Path, tmp_path: Path
) -> None:
    guard.expect(f"{ENDPOINT}|401")
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    figure = review.page.locator("#bytes-sent")
    expect(figure).to_have_text("0")
    review.see_payload()
    expect(figure).to_have_text("0")
    review.send()
    [row] = stored_rows(database)
    expect(figure).to_have_text(f"{len(row.body):,}")
    explained = review.page.locator("#network-explanation")
    expect(explained).to_contain_text(f"You agreed to send {len(row.body):,} bytes")
    expect(explained).to_contain_text("Nothing else was sent.")
    # A request to the same address that nobody agreed to is another matter.
    review.page.evaluate(f"fetch('{ENDPOINT}').then((response) => response.text())")
    expect(figure).to_have_text("unknown")


def test_refused_consent_sends_nothing(
    review: ReviewPage, site: LiveSite, database: Path, tmp_path: Path
) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.see_payload()
    review.button("Do not send").click()
    expect(review.heading("Review: letter.txt")).to_be_focused()
    review.button("Back to the files").click()
    expect(review.button("Review and send")).to_be_focused()
    review.page.wait_for_timeout(1000)
    assert _posts(site) == []
    assert stored_rows(database) == []
    # The guard finds any request that is not a GET of the site's own files.


@pytest.mark.usefixtures("may_send")
def test_pages_left_out_are_not_sent(review: ReviewPage, database: Path, tmp_path: Path) -> None:
    review.open(write_pdf(tmp_path / "report.pdf", pages=4, text=f"Write to {MAIL} from"))
    review.page.get_by_role("checkbox", name="Send Page 2", exact=True).first.uncheck()
    expect(review.sent_side(1)).to_contain_text("Left out")
    review.unfold("Pages")
    ranges = review.page.get_by_label("Leave out pages")
    ranges.fill("3-9")
    ranges.press("Enter")
    expect(review.page.get_by_role("alert").filter(has_text="from 1 to 4")).to_be_visible()
    ranges.fill("4")
    ranges.press("Enter")
    expect(review.sent_side(3)).to_contain_text("Left out")
    expect(review.page.get_by_text("4 passages redacted, 0 kept, 2 pages left out")).to_be_visible()
    review.see_payload()
    review.send()
    [row] = stored_rows(database)
    document = json.loads(row.body)["document"]
    assert [page["number"] for page in document["pages"]] == [1, 3]
    assert document["withheld"]["pages"] == [2, 4]


@pytest.mark.usefixtures("may_send")
def test_a_value_split_over_runs_and_cells_is_redacted(
    review: ReviewPage, database: Path, tmp_path: Path
) -> None:
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("Write to anna.sch")
    paragraph.add_run("midt@exam").bold = True
    paragraph.add_run("ple.com today, account DE89 3704 ")
    paragraph.add_run("0044 0532").italic = True
    paragraph.add_run(" 0130 00.")
    path = tmp_path / "split.docx"
    document.save(str(path))
    review.open(path)
    review.see_payload()
    review.page.get_by_role("checkbox", name="Markdown", exact=True).check()
    shown = review.shown_payload()
    review.send()
    [row] = stored_rows(database)
    assert row.body.decode() == shown
    page = json.loads(shown)["document"]["pages"][0]
    assert page["text"] == "Write to [EMAIL-1] today, account [IBAN-1].\n"
    for part in ("anna", "midt@", "example", "DE89", "0044", "0130"):
        assert part not in json.dumps(json.loads(shown)["document"]["pages"])


@pytest.mark.usefixtures("may_send")
def test_forty_files_are_one_set(review: ReviewPage, site: LiveSite, database: Path, tmp_path: Path) -> None:
    paths = [
        write_text(tmp_path / f"note{n}.txt", f"Note {n} to {MAIL} and mail{n}@example.org.")
        for n in range(40)
    ]
    review.open(*paths)
    review.see_payload()
    expect(
        review.page.get_by_text(re.compile(r"^Send these 40 payloads, [\d,]+ bytes in all, to http"))
    ).to_be_visible()
    review.page.get_by_role("checkbox", name="Send note7.txt", exact=True).uncheck()
    expect(review.page.get_by_text(re.compile("^Send these 39 payloads"))).to_be_visible()
    review.send()
    expect(review.button("Save receipt")).to_have_count(39)
    texts = bodies(stored_rows(database))
    assert len(texts) == 39
    # The same value has the same label everywhere, another one another.
    assert all("to [EMAIL-1] and [EMAIL-" in text for text in texts)
    assert len({re.findall(r"\[EMAIL-\d+\]", text)[1] for text in texts}) == 39
    assert not any("Note 7 " in text for text in texts)
    assert len(_posts(site)) == 39


@pytest.mark.usefixtures("may_send")
def test_the_keyboard_is_enough(review: ReviewPage, database: Path, tmp_path: Path) -> None:
    page = review.page
    page.on("filechooser", lambda _: None)
    expect(page.get_by_text("Ready", exact=True)).to_be_visible()
    review.button("Choose files").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([write_text(tmp_path / "letter.txt", LETTER)])
    expect(page.get_by_text("1 of 1 file read", exact=True)).to_be_visible()
    tab_to(page, "Review and send")
    page.keyboard.press("Enter")
    expect(review.heading("Review: letter.txt")).to_be_focused()
    expect(review.mark(MAIL)).to_have_count(2)
    # From match to match, by both pairs of keys.
    page.keyboard.press("n")
    expect(review.mark("Schmidt").first).to_be_focused()
    page.keyboard.press("F8")
    expect(review.mark(MAIL).first).to_be_focused()
    page.keyboard.press("Space")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "false")
    expect(review.mark(MAIL).first).to_be_focused()
    page.keyboard.press("Control+z")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+Shift+z")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("a")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("a")
    expect(review.mark(MAIL).last).to_have_attribute("aria-pressed", "false")
    expect(review.sent_side()).to_contain_text(f"Again: {MAIL}")
    page.keyboard.press("p")
    expect(review.mark("Schmidt").first).to_be_focused()
    page.keyboard.press("Shift+F8")
    page.keyboard.press("Shift+Tab")
    # The form, and back up to the button that goes on.
    review.heading("Review: letter.txt").focus()
    tab_to(page, re.compile("^$|Word, phrase"), most=40)
    page.keyboard.type("Bluebird")
    page.keyboard.press("Enter")
    expect(review.sent_side()).to_contain_text("[CUSTOM-1]")
    review.heading("Review: letter.txt").focus()
    tab_to(page, "See what will be sent")
    page.keyboard.press("Enter")
    expect(review.heading("What will be sent")).to_be_focused()
    shown = review.shown_payload()
    tab_to(page, re.compile("^Send$"))
    page.keyboard.press("Enter")
    expect(review.button("Save receipt")).to_be_visible()
    assert bodies(stored_rows(database)) == [shown]
    assert focused_text(page).strip() == "What will be sent"
    tab_to(page, "Save receipt")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert json.loads(Path(download.value.path()).read_text())["payload"]["bytes"] == len(shown.encode())


@pytest.mark.usefixtures("may_send")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(review: ReviewPage, tmp_path: Path, scheme: str) -> None:
    review.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    review.open(
        write_text(tmp_path / "letter.txt", LETTER),
        write_pdf(tmp_path / "report.pdf", pages=3, text=f"To {MAIL} on"),
    )
    review.mark(MAIL).last.click()
    review.page.get_by_role("button", name="Values: E-mail addresses").click()
    review.redact("(", expression=True)
    expect(review.page.get_by_role("alert").filter(has_text=re.compile("."))).to_have_count(1)
    assert _violations(review.page) == []
    review.page.get_by_role("button", name=re.compile("^report.pdf")).click()
    expect(review.heading("Review: report.pdf")).to_be_visible()
    review.unfold("Pages")
    review.page.get_by_text("Keys", exact=True).click()
    review.page.get_by_role("checkbox", name="Send Page 2", exact=True).first.uncheck()
    expect(review.sent_side(1)).to_contain_text("Left out")
    assert _violations(review.page) == []
    review.see_payload()
    review.page.get_by_text("When an answer comes back", exact=True).click()
    assert _violations(review.page) == []
    review.send()
    assert _violations(review.page) == []
    review.button("Back to the review").click()
    review.button("Back to the files").click()
    expect(review.uploads()).to_be_visible()
    assert _violations(review.page) == []


def test_phrases_selections_and_expressions(review: ReviewPage, tmp_path: Path) -> None:
    page = review.page
    review.open(write_text(tmp_path / "letter.txt", f"{LETTER}\nOrder AB-1234, then AB-9876."))
    review.redact(r"AB-\d+", expression=True)
    expect(review.mark("AB-")).to_have_count(2)
    review.redact("(a+)+$", expression=True)
    expect(page.get_by_role("alert").filter(has_text=re.compile("."))).to_be_visible()
    review.redact("nowhere to be found")
    expect(page.get_by_role("alert").filter(has_text="nowhere in these documents")).to_be_visible()
    everywhere = review.button("Redact selection everywhere")
    expect(everywhere).to_be_disabled()
    page.locator(".original").get_by_text("about Bluebird").evaluate(
        """(element) => {
          const node = [...element.childNodes].find((each) => each.textContent.includes("Bluebird"));
          const at = node.textContent.indexOf("Bluebird");
          element.getRootNode().host.focus();
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + "Bluebird".length);
          const selection = getSelection();
          selection.removeAllRanges();
          selection.setBaseAndExtent(node, at, node, at + "Bluebird".length);
        }"""
    )
    expect(everywhere).to_be_enabled()
    page.keyboard.press("r")
    expect(review.mark("Bluebird")).to_have_count(1)
    expect(review.sent_side()).not_to_contain_text("Bluebird")
    review.button("Undo").click()
    expect(review.mark("Bluebird")).to_have_count(0)
    review.button("Redo").click()
    expect(review.mark("Bluebird")).to_have_count(1)


def test_kinds_values_and_operators(review: ReviewPage, tmp_path: Path) -> None:
    page = review.page
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.decide_kind("Bank accounts (IBAN)").uncheck()
    expect(review.sent_side()).to_contain_text(IBAN)
    chosen = page.get_by_label("E-mail addresses: replaced by")
    chosen.select_option("mask")
    expect(review.sent_side()).to_contain_text(f"write to {'■' * len(MAIL)} about")
    chosen.select_option("drop")
    expect(review.sent_side()).to_contain_text(re.compile("write to +about"))
    chosen.select_option("hash")
    expect(review.sent_side()).to_contain_text(re.compile(r"write to \[EMAIL-[0-9a-f]{6,}\] about"))
    page.keyboard.press("Control+z")
    page.locator("docsieve-review-pages").focus()
    page.keyboard.press("Control+z")
    expect(chosen).not_to_have_value("hash")
    page.get_by_role("button", name="Values: E-mail addresses").click()
    page.get_by_role("checkbox", name=MAIL).uncheck()
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "false")
    expect(review.mark(MAIL).last).to_have_attribute("aria-pressed", "false")
    expect(review.decide_kind("E-mail addresses")).not_to_be_checked()


def test_properties_name_and_hash_of_the_file_are_sent_only_when_chosen(
    review: ReviewPage, tmp_path: Path
) -> None:
    import docx

    document = docx.Document()
    document.core_properties.author = "Robin Writer"
    document.core_properties.title = "The plan"
    document.add_paragraph("Nothing special here.")
    path = tmp_path / "plan.docx"
    document.save(str(path))
    review.open(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    shown = review.see_payload()
    for withheld in ("Robin", "plan.docx", digest):
        assert withheld not in shown
    review.page.get_by_role("checkbox", name="With the file’s name").check()
    review.page.get_by_role("checkbox", name=re.compile("With the SHA-256")).check()
    shown = review.shown_payload()
    assert json.loads(shown)["document"]["name"] == "plan.docx"
    assert json.loads(shown)["document"]["source_sha256"] == digest
    review.button("Back to the review").click()
    review.unfold("Properties of the file")
    review.page.get_by_role("checkbox", name=re.compile("^authors")).check()
    shown = review.see_payload()
    assert "authors" in json.loads(shown)["document"]["metadata"]


@pytest.mark.usefixtures("may_send")
def test_uploads_go_on_after_a_reload(
    review: ReviewPage, context: BrowserContext, guard: Guard, site: LiveSite, database: Path, tmp_path: Path
) -> None:
    guard.expect("ERR_FAILED")
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    shown = review.see_payload()
    # What a lost network looks like to the page.
    context.route(f"**{ENDPOINT}", lambda route: route.abort())
    review.button("Send").click()
    expect(review.uploads()).to_contain_text(re.compile("bytes|Waiting"))
    review.page.wait_for_timeout(500)
    assert stored_rows(database) == []
    review.page.reload()
    expect(review.uploads()).to_contain_text("From an earlier visit")
    context.unroute(f"**{ENDPOINT}")
    expect(review.button("Save receipt")).to_be_visible()
    assert bodies(stored_rows(database)) == [shown]
    review.page.reload()
    expect(review.button("Choose files")).to_be_visible()
    review.page.wait_for_timeout(1000)
    expect(review.uploads()).to_have_count(0)
    assert len(_posts(site)) == 1


@pytest.mark.usefixtures("may_send")
def test_an_upload_can_be_cancelled(
    review: ReviewPage, context: BrowserContext, guard: Guard, site: LiveSite, tmp_path: Path
) -> None:
    guard.expect("ERR_FAILED")
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.see_payload()
    context.route(f"**{ENDPOINT}", lambda route: route.abort())
    review.button("Send").click()
    review.uploads().get_by_role("button", name="Cancel").click()
    expect(review.uploads()).to_have_count(0)
    context.unroute(f"**{ENDPOINT}")
    review.page.reload()
    review.page.wait_for_timeout(1500)
    assert _posts(site) == []


def test_labels_can_be_turned_back_and_stay_here(review: ReviewPage, site: LiveSite, tmp_path: Path) -> None:
    page = review.page
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.see_payload()
    page.get_by_text("When an answer comes back", exact=True).click()
    page.get_by_label("Answer with labels").fill("I wrote to [EMAIL-1] about [IBAN-1].")
    review.button("Put the values back").click()
    expect(page.get_by_label("With the values")).to_have_value(f"I wrote to {MAIL} about {IBAN}.")
    with page.expect_download() as download:
        review.button("Save what the labels stand for").click()
    assert MAIL in Path(download.value.path()).read_text()
    assert _posts(site) == []
    assert MAIL.encode() not in site.received


@pytest.mark.parametrize("site_settings", [{}])
def test_without_an_endpoint_the_payload_is_saved(review: ReviewPage, site: LiveSite, tmp_path: Path) -> None:
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.button("See what will be sent").click()
    expect(review.heading("What will be saved")).to_be_focused()
    expect(review.button("Save payload")).to_be_enabled()
    shown = review.page.locator(".bytes docsieve-chunked-text").evaluate("(e) => e.textContent")
    with review.page.expect_download() as download:
        review.button("Save payload").click()
    assert Path(download.value.path()).read_bytes() == shown.encode()
    expect(review.button("Send")).to_have_count(0)


@pytest.mark.parametrize(
    "site_settings", [{"endpoint": "javascript:alert(1)"}, {"recipients": ["<b>key</b>"]}]
)
def test_settings_that_cannot_be_used_are_said_and_nothing_can_be_sent(
    review: ReviewPage, tmp_path: Path
) -> None:
    expect(review.page.get_by_role("alert").filter(has_text="site.json cannot be used")).to_be_visible()
    review.choose(write_text(tmp_path / "letter.txt", LETTER))
    review.wait_until_read("letter.txt")
    expect(review.button("Review and send")).to_have_count(0)


class TestSealed:
    """Payloads for the holder of a key alone."""

    @pytest.fixture
    def identity(self) -> Any:
        import pyrage

        return pyrage.x25519.Identity.generate()

    @pytest.fixture
    def site_settings(self, identity: Any) -> dict[str, Any]:
        return {"endpoint": ENDPOINT.removeprefix("/"), "recipients": [str(identity.to_public())]}

    @pytest.mark.usefixtures("may_send")
    def test_a_sealed_upload_opens_with_the_key_alone(
        self, review: ReviewPage, site: LiveSite, database: Path, identity: Any, tmp_path: Path
    ) -> None:
        import pyrage

        review.open(write_text(tmp_path / "letter.txt", f"{LETTER} Nightingale."))
        shown = review.see_payload()
        expect(review.page.get_by_text(str(identity.to_public()), exact=True)).to_be_visible()
        review.send()
        [row] = stored_rows(database)
        assert row.media_type == "application/age"
        assert pyrage.decrypt(row.body, [identity]).decode() == shown
        assert "Nightingale" in shown
        assert b"Nightingale" not in site.received
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(row.body, [pyrage.x25519.Identity.generate()])


@pytest.mark.usefixtures("may_send")
def test_a_thousand_pages(review: ReviewPage, database: Path, tmp_path: Path) -> None:
    page = review.page
    review.open(write_pdf(tmp_path / "long.pdf", pages=1000, text=f"Write to {MAIL} from"))
    sections = page.locator("docsieve-review-pages .page")
    assert sections.count() < 40
    scroller = page.locator("docsieve-review-pages")
    scroller.evaluate("(e) => { e.scrollTop = e.scrollHeight; }")
    expect(page.locator(".page[data-index='999'] .original")).to_contain_text("page 1000")
    expect(page.locator(".page[data-index='999'] .payload")).to_contain_text("[EMAIL-1] from page 1000")
    assert sections.count() < 40
    review.unfold("Pages")
    ranges = page.get_by_label("Leave out pages")
    ranges.fill("11-1000")
    ranges.press("Enter")
    expect(review.sent_side(999)).to_contain_text("Left out")
    review.see_payload()
    review.send()
    [row] = stored_rows(database)
    assert len(json.loads(row.body)["document"]["pages"]) == 10


def test_the_original_page_is_drawn_here(review: ReviewPage, site: LiveSite, tmp_path: Path) -> None:
    page = review.page
    review.open(write_pdf(tmp_path / "report.pdf", pages=30, text=f"Write to {MAIL} from"))
    expect(page.locator("canvas")).to_have_count(0)
    page.get_by_role("checkbox", name="Show original page").check()
    first = page.get_by_role("img", name="Picture of Page 1", exact=True)
    dark = """(canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return canvas.width === 900 && data.some((value, at) => at % 4 === 0 && value < 90);
    }"""
    expect(first).to_be_visible()
    page.wait_for_function(
        """() => document.querySelector("docsieve-drop").shadowRoot.querySelector("docsieve-review")
          .shadowRoot.querySelector("canvas")?.width === 900"""
    )
    assert first.evaluate(dark)
    assert _violations(page) == []
    page.get_by_role("checkbox", name="Show original page").uncheck()
    expect(page.locator("canvas")).to_have_count(0)
    assert _posts(site) == []


def test_narrow_screens_need_no_sideways_scrolling(review: ReviewPage, tmp_path: Path) -> None:
    review.page.set_viewport_size({"width": 320, "height": 640})
    review.open(write_text(tmp_path / f"{'a very long name ' * 6}.txt", LETTER))
    assert review.page.evaluate("document.documentElement.scrollWidth") <= 320
    review.see_payload()
    assert review.page.evaluate("document.documentElement.scrollWidth") <= 320
