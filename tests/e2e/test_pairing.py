"""How extension and server come to know each other (docs/pairing.md), in a real browser with a real server."""

from __future__ import annotations

from pathlib import Path

from .articles import article
from .fixed_server import TERM, FixedServer, marking
from .reader import Reader
from .real_server import RealServer, running
from .site import Site


def test_the_printed_address_pairs_once(browser: Reader, claimlight: RealServer, site: Site) -> None:
    browser.forget()
    assert browser.pair(claimlight.address) == "connected"
    assert browser.page.url == f"http://127.0.0.1:{claimlight.port}/"  # the page takes the code out of its address
    token = browser.kept("pairing")["token"]
    assert len(token) == 43
    assert browser.pair(f"http://127.0.0.1:{claimlight.port}/") == "connected"
    assert browser.kept("pairing")["token"] == token
    browser.annotate(site.put("/plain", article()))
    assert "hrom" in claimlight.run("pair", "--list")

    browser.forget()
    assert browser.pair(claimlight.address) == "refused"  # the code was used
    assert browser.pair(f"http://127.0.0.1:{claimlight.port}/") == "unpaired"


def test_another_port_of_the_same_server_is_followed(browser: Reader, tmp_path: Path) -> None:
    browser.forget()
    with running(tmp_path) as first:
        assert browser.pair(first.address) == "connected"
    with running(tmp_path) as second:
        assert browser.pair(f"http://127.0.0.1:{second.port}/") == "connected"
        assert browser.kept("pairing")["port"] == second.port


def test_another_server_takes_over_only_if_the_reader_agrees(browser: Reader, claimlight: RealServer, tmp_path: Path) -> None:
    browser.forget()
    with running(tmp_path) as other:
        assert browser.pair(other.address) == "connected"
        old = browser.kept("pairing")
        address = claimlight.run("pair", "--no-browser").split()
        new = next(word for word in address if word.startswith("http://"))
        assert browser.pair(new) == "confirm"
        assert browser.kept("pairing") == old
        popup = browser.open_popup()
        popup.wait_for("!document.querySelector('#asking').hidden")
        assert str(claimlight.port) in popup.text("#asking")
        popup.click("#agree")
        popup.wait_for("document.querySelector('#asking')?.hidden")
        assert browser.kept("pairing")["port"] == claimlight.port
        popup.close()


def test_a_program_on_the_servers_port_is_sent_nothing(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking({"liberation": TERM})
    reader.set(pairing=fixed_server.pairing | {"token": "B" * 43})  # it can't prove that it holds this one
    reader.visit(site.put("/plain", article()))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'failed'")
    assert "Nothing was sent" in popup.text("#status")
    assert fixed_server.requests == []
    popup.close()


def test_a_revoked_pairing_is_told(browser: Reader, site: Site, tmp_path: Path) -> None:
    browser.forget()
    with running(tmp_path) as server:
        browser.pair(server.address)
        server.run("pair", "--revoke", browser.kept("pairing")["id"])
        browser.visit(site.put("/plain", article()))
        popup = browser.open_popup()
        popup.wait_for("document.body.dataset.state === 'failed'")
        assert popup.text("#command") == "claimlight pair", popup.text()
        popup.close()


def test_the_proof_is_the_one_of_the_document(browser: Reader) -> None:
    """The test vector of docs/pairing.md."""
    browser.visit("chrome-extension://pffmhpbjjapbpdbglfkhafnnjohbaidc/popup.html")
    script = "([token, nonce, port]) => import('/js/pairing.js').then(module => module.expectedProof(token, nonce, port))"
    proof = browser.page.evaluate(script, ["A" * 43, "B" * 22, 8377])
    document = Path(__file__).parents[2] / "docs" / "pairing.md"
    assert proof == "6855ad4cc13e622aa48b058d73c254b06ccdf85efc8b61952dd58b09bff41be8"
    assert proof in document.read_text()


def test_content_scripts_can_not_read_what_is_stored(reader: Reader, site: Site) -> None:
    page = reader.annotate(site.put("/plain", article()))
    read = "chrome.storage.local.get('pairing').then(found => 'read it', error => String(error))"
    assert "not allowed" in reader.in_content_script(page, read)
