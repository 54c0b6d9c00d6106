"""What the desk lets through and what it refuses, letter by letter on a socket."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import stat
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the packages of the extra 'desk' are not here")
from starlette.types import Message, Receive, Scope, Send

from handouts.desk.app import PAGES, shell
from handouts.desk.guard import Guard
from handouts.desk.keys import IDLE, KEY_LASTS, LONGEST, Keys
from handouts.desk.papers import LASTS, MOST, Papers
from handouts.desk.words import words
from tests.support.brochures import ROOT
from tests.support.desk import Answer, Desk

SECRET = "Zebulon Quillfeather"
PICKED = {"items": ["back-health/sheet"], "paper": "letter", "language": "en"}


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk() as made:
        yield made.open()


def refused(answer: Answer, status: int, name: str = "") -> None:
    """As data, never as a page, and with nothing that a browser would take for one."""
    assert answer.status == status, answer
    if name:
        assert answer.told["error"] == name
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.told["message"]


# ------------------------------------------------------------------ the table

PAGE = {"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}


def own(desk: Desk, **other: str | None) -> Answer:
    return desk.ask("preview", PICKED, **other)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:1", "127.0.0.1.", "[::1]", "127.0.0.1"]
)
def test_another_host_is_refused_with_what_came_and_what_was_expected(
    desk: Desk, host: str
) -> None:
    answer = own(desk, host=host)
    refused(answer, 400, "host")
    assert answer.told["received"] == host
    assert desk.host in answer.told["expected"]


def test_a_rebound_name_with_the_right_port_is_refused(desk: Desk) -> None:
    refused(
        own(desk, host=f"evil.example:{desk.port}", origin=f"http://evil.example:{desk.port}"),
        400,
        "host",
    )


def test_two_hosts_or_none_are_refused(desk: Desk) -> None:
    two = f"GET / HTTP/1.1\r\nHost: {desk.host}\r\nHost: {desk.host}\r\nConnection: close\r\n\r\n"
    refused(desk.bytes(two.encode()), 400)
    refused(desk.bytes(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), 400)
    refused(desk.bytes(b"GET / HTTP/1.0\r\n\r\n"), 400, "host")


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/",
        "@evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/..%2f..%2fetc/passwd",
        "/pages/../words/en.yaml",
        "/pages/%2e%2e/app.py",
        "/?next=http://evil.example",
        "/pages/desk.html.j2",
        "/doc/x/<script>alert(1)</script>",
        "/doc/x/y.pdf",
        "/nothing",
        "/pages/",
    ],
)
def test_what_is_not_there_is_told_without_its_name(desk: Desk, target: str) -> None:
    answer = desk.raw("GET", target, {"Host": desk.host, **PAGE, "Sec-Fetch-Site": "same-origin"})
    assert answer.status in (400, 404)
    assert (
        b"evil" not in answer.body and b"script" not in answer.body and b"passwd" not in answer.body
    )
    assert "location" not in answer.headers
    assert "html" not in answer.headers.get("content-type", "")


@pytest.mark.parametrize(
    ("header", "value", "name"),
    [
        ("origin", None, "origin"),
        ("origin", "null", "origin"),
        ("origin", "http://127.0.0.1:1", "origin"),
        ("origin", "https://evil.example", "origin"),
        ("sec_fetch_site", None, "site"),
        ("sec_fetch_site", "same-site", "site"),
        ("sec_fetch_site", "cross-site", "site"),
        ("sec_fetch_site", "none", "site"),
        ("x_desk_token", None, "token"),
        ("x_desk_token", "x" * 43, "token"),
        ("x_desk_token", "\u00e9", "token"),
    ],
)
def test_only_the_page_itself_asks(desk: Desk, header: str, value: str | None, name: str) -> None:
    refused(own(desk, **{header: value}), 403, name)


@pytest.mark.parametrize(
    "kind",
    [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
)
def test_only_json_is_read(desk: Desk, kind: str | None) -> None:
    refused(own(desk, content_type=kind), 415, "type")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "TRACE", "HEAD", "PATCH"])
def test_data_is_asked_for_in_one_way(desk: Desk, method: str) -> None:
    answer = desk.raw(method, "/api/catalogue", desk.headers)
    assert answer.status == 405
    assert "access-control-allow-origin" not in answer.headers
    if method not in ("GET", "HEAD"):
        assert desk.raw(method, "/", desk.headers).status == 405


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'"x"', b"[" * 60000])
def test_what_is_no_object_is_refused(desk: Desk, body: bytes) -> None:
    refused(desk.raw("POST", "/api/preview", desk.headers, body), 400, "json")


def test_too_much_is_refused_before_it_is_read(desk: Desk) -> None:
    long = {**desk.headers, "Content-Length": "6000000"}
    refused(desk.raw("POST", "/api/preview", long), 413, "size")
    octets = {
        **desk.headers,
        "Content-Type": "application/octet-stream",
        "Content-Length": "6000000",
    }
    refused(desk.raw("POST", "/api/list/read", octets), 413, "size")
    head = "\r\n".join(f"{name}: {value}" for name, value in desk.headers.items())
    head += "\r\nTransfer-Encoding: chunked\r\nConnection: close"
    chunks = f"POST /api/preview HTTP/1.1\r\n{head}\r\n\r\n"
    part = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    refused(desk.bytes(chunks.encode(), *[part] * 3), 413, "size")


def test_too_many_fields_are_refused(desk: Desk) -> None:
    details = {f"f{number}": "x" for number in range(1000)}
    refused(desk.ask("preview", {**PICKED, "details": details}), 400, "fields")


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"items": "x"},
        {**PICKED, "paper": "legal"},
        {**PICKED, "details": [1]},
        {**PICKED, "details": {"a": 1}},
        {**PICKED, "items": ["back-health/sheet"] * 21},
        {**PICKED, "person": 5},
    ],
)
def test_what_has_not_its_form_is_refused(desk: Desk, told: object) -> None:
    refused(desk.ask("preview", told), 400)


def test_a_slow_request_is_ended(desk: Desk) -> None:
    head = "\r\n".join(f"{name}: {value}" for name, value in desk.headers.items())
    start = (
        f"POST /api/preview HTTP/1.1\r\n{head}\r\nContent-Length: 100\r\nConnection: close\r\n\r\n"
    )
    begun = time.monotonic()
    refused(desk.bytes(start.encode()), 408, "slow")
    assert time.monotonic() - begun < 20


def test_a_handout_that_is_not_there_is_told_as_data(desk: Desk) -> None:
    answer = desk.ask("preview", {**PICKED, "items": ["<b>/sheet"]})
    assert answer.status == 200
    assert "there is no handout" in answer.told["problems"][0]["message"]


# ------------------------------------------------------------------ what is let through


def test_the_page_opens_and_every_answer_is_guarded(desk: Desk) -> None:
    page = desk.raw("GET", "/", {"Host": desk.host, **PAGE})
    assert page.status == 200
    script = desk.raw("GET", "/pages/main.js", {"Host": desk.host, "Sec-Fetch-Site": "same-origin"})
    other = desk.raw("GET", "/pages/main.js", {"Host": desk.host, "Sec-Fetch-Site": "cross-site"})
    refused(other, 403, "site")
    made = desk.ask("make", PICKED).told
    paper = desk.raw("GET", made["address"], {"Host": desk.host, "Sec-Fetch-Site": "same-origin"})
    assert paper.body.startswith(b"%PDF")
    for answer in (page, script, own(desk), paper, other):
        headers = answer.headers
        assert headers["cache-control"] == "no-store"
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert ("frame-ancestors 'self'" if answer is paper else "frame-ancestors 'none'") in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert not headers.keys() & {"server", "access-control-allow-origin", "set-cookie"}


def test_a_paper_is_given_to_nobody_else(desk: Desk) -> None:
    address = desk.ask("make", PICKED).told["address"]
    other = {"Host": desk.host, "Sec-Fetch-Site": "same-site"}
    refused(desk.raw("GET", address, other), 403, "site")
    desk.ask("forget")
    refused(
        desk.raw("GET", address, {"Host": desk.host, "Sec-Fetch-Site": "same-origin"}), 404, "gone"
    )


def test_a_preview_tells_what_is_wrong_at_its_field(desk: Desk) -> None:
    told = {"items": ["discectomy/sheet"], "paper": "a4", "language": "en"}
    details = {"talk.patient": SECRET, "plan.day": "2026-02-30"}
    found = desk.ask("preview", {**told, "details": details}).told
    assert found["pages"][0]["picture"].startswith("data:image/jpeg;base64,")
    assert SECRET in found["pages"][0]["words"]
    assert {one["name"]: one["fault"] for one in found["flaws"]} == {
        "plan.day": "date",
        "talk.side": "missing",
    }
    made = desk.ask("make", {**told, "details": details}).told
    assert {one["fault"] for one in made["flaws"]} == {"date", "missing"}
    assert "address" not in made


def test_half_a_character_is_refused_and_not_repeated(desk: Desk) -> None:
    body = json.dumps({**PICKED, "details": {"talk.patient": SECRET + "\ud800"}}).encode()
    answer = desk.raw("POST", "/api/preview", desk.headers, body)
    assert answer.told["flaws"][0]["fault"] == "control"
    assert SECRET.encode() not in answer.body


# ------------------------------------------------------------------ the key and the end


def test_the_key_works_once_and_is_nowhere() -> None:
    with Desk() as desk:
        assert stat.S_IMODE(desk.file.stat().st_mode) == 0o600
        line = Path(f"/proc/{desk.process.pid}/cmdline")
        if line.exists():
            assert desk.key.encode() not in line.read_bytes()
        refused(desk.ask("open", {"key": "x" * 43}), 403, "key")
        desk.open()
        refused(desk.ask("open", {"key": desk.key}), 403, "key")
        for _ in range(40):
            if not desk.file.exists():
                break
            time.sleep(0.1)
        assert not desk.file.exists() and not desk.file.parent.exists()
        closed = desk.ask("close")
        assert closed.headers["clear-site-data"] == '"cache", "storage"'
        desk.process.wait(10)
    assert desk.key not in desk.end() and desk.token not in desk.end()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", desk.port), 1).close()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_keys_grow_old() -> None:
    clock = Clock()
    keys = Keys(clock)
    old = keys.new_key()
    clock.now += KEY_LASTS + 1
    assert not keys.waiting and not keys.opened(old)
    new = keys.new_key()
    assert keys.opened(new) and not keys.opened(new) and not keys.opened("")
    assert not Keys(clock).knows(keys.new_key())


def test_the_desk_ends_when_nobody_is_there_and_at_the_end_of_the_day() -> None:
    clock = Clock()
    keys = Keys(clock)
    for _ in range(int(LONGEST / IDLE) + 1):
        clock.now += IDLE - 1
        over = keys.over
        keys.touched()
    assert over and keys.over  # however much it was used
    keys = Keys(clock)
    clock.now += IDLE + 1  # asleep, too
    assert keys.over


def test_papers_are_forgotten() -> None:
    clock = Clock()
    papers = Papers(clock)
    first = papers.keep("a.pdf", "application/pdf", b"a")
    assert (
        papers.find(first, "a.pdf")
        and not papers.find(first, "b.pdf")
        and not papers.find("", "a.pdf")
    )
    clock.now += LASTS + 1
    assert not papers.find(first, "a.pdf")
    numbers = [papers.keep("a.pdf", "application/pdf", b"a") for _ in range(MOST + 3)]
    assert sum(papers.find(one, "a.pdf") is not None for one in numbers) == MOST
    assert "b'" not in repr(papers.find(numbers[-1], "a.pdf"))


# ------------------------------------------------------------------ its pages


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_field_is_kept_by_a_browser_and_none_can_be_sent_by_a_form() -> None:
    """Fields are made in one place each; nowhere else."""
    parsed = Elements()
    parsed.feed(shell())
    tags = {tag for tag, _ in parsed.found}
    assert not tags & {"form", "input", "select", "textarea", "style"}
    for _, attributes in parsed.found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    for path in PAGES.glob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage|eval\(", text
        ), path
        assert (
            not re.search(r"""el\(\s*["'](form|input|select|textarea)["']""", text)
            or path.name == "dom.js"
        ), path
        assert "http" not in text, path
    made = (PAGES / "dom.js").read_text("utf-8")
    assert len(re.findall(r"autocomplete: \"off\"", made)) == 2


def test_words_are_in_one_file_and_all_are_used() -> None:
    texts = "".join(
        path.read_text("utf-8") for path in PAGES.iterdir() if path.suffix in (".js", ".j2")
    )
    texts += "".join(path.read_text("utf-8") for path in (ROOT / "handouts" / "desk").glob("*.py"))
    texts += (ROOT / "handouts" / "clinic" / "details.py").read_text("utf-8")
    made = re.compile(r"tab-|.*-title$")  # names that are put together of two words
    said = {group: names for group, names in words().items() if group != "printing"}
    names = [name for group in said.values() for name in group if not made.match(name)]
    unused = [one for one in names if not re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", texts)]
    assert not unused


# ------------------------------------------------------------------ a fault of the program


def test_a_fault_is_told_by_a_number_and_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the page nor the log has a word of what was at hand."""

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError(SECRET)

    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    keys = Keys()
    token = keys.opened(keys.new_key())
    headers = {
        "host": "127.0.0.1:80",
        "origin": "http://127.0.0.1:80",
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        "x-desk-token": token,
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/preview",
        "raw_path": b"/api/preview",
        "query_string": b"",
        "headers": [(n.encode(), v.encode()) for n, v in headers.items()],
    }
    asyncio.run(Guard(broken, keys, 80)(scope, receive, send))
    assert sent[0]["status"] == 500
    told = json.loads(sent[1]["body"])
    said = capsys.readouterr().err
    assert told["received"] in said and "ValueError" in said and "test_desk_requests" in said
    assert SECRET not in said + json.dumps(told)
