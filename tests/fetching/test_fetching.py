"""Asking a real server, however it answers: always an outcome, within the bounds, and never a way inside."""

import asyncio
import gzip
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from madang.fetching import (
    Bounds,
    Failed,
    Fetched,
    Fetcher,
    Known,
    Outcome,
    Reach,
    Unchanged,
    networks,
    parsed,
)
from madang.fetching.dialing import Unresolved
from tests.fetching.sites import Site, endless, head, silent, site

LOOPBACK = networks(["127.0.0.0/8"])
NOW = datetime(2014, 7, 7, 3, tzinfo=UTC)
BOMB = gzip.compress(bytes(64 << 20))
STRICT = Bounds(seconds=1.0, size=1 << 20)


@pytest.fixture
async def home() -> AsyncIterator[Site]:
    async with site() as one:
        yield one


def fetcher(home: Site, *, bounds: Bounds = STRICT, names: "Names | None" = None) -> Fetcher:
    reach = Reach(inside=LOOPBACK, ports=frozenset({80, 443, home.port}))
    return Fetcher(reach, bounds=bounds, resolve=names or Names(), clock=lambda: NOW)


class Names:
    """Says for each name what it is told to, one answer after the other; the last one stays."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(said) for name, said in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.answers:
            try:
                return [str(ip_address(host))]
            except ValueError:
                raise Unresolved(host) from None
        said = self.answers[host]
        return said.pop(0) if len(said) > 1 else said[0]


async def get(
    home: Site, target: str = "/", *, known: Known | None = None, bounds: Bounds = STRICT
) -> Outcome:
    return await fetcher(home, bounds=bounds).get(parsed(home.address(target)), known)


def problem(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    return outcome.problem


async def test_what_is_there_comes_with_its_version(home: Site) -> None:
    home.put(
        "/rss?a=%EA%B0%80",
        "소식",
        etag='W/"1"',
        last_modified="Mon, 07 Jul 2014 03:00:00 GMT",
        cache_control="max-age=600",
    )
    known = Known(etag='W/"1"', last_modified="Mon, 07 Jul 2014 03:00:00 GMT")
    expected = Fetched(
        content="소식".encode(),
        address=home.address("/rss?a=%EA%B0%80"),
        known=known,
        fresh_for=timedelta(minutes=10),
    )
    assert await get(home, "/rss?a=가") == expected
    asked = home.asked[0].headers
    assert asked["host"] == f"127.0.0.1:{home.port}"
    assert asked["user-agent"].startswith("Madang/")
    assert (asked.get("if-none-match"), asked.get("cookie"), asked.get("authorization")) == (None, None, None)


async def test_what_has_not_changed_is_not_sent_again(home: Site) -> None:
    home.put("/", "", status=304, etag='"2"')
    known = Known(etag='"1"', last_modified="Mon, 07 Jul 2014 03:00:00 GMT")
    assert await get(home, known=known) == Unchanged(
        known=Known(etag='"2"', last_modified=known.last_modified)
    )
    asked = home.asked[0].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', known.last_modified)


async def test_a_version_too_long_or_unprintable_is_not_kept(home: Site) -> None:
    home.put("/", "a", etag='"' + "x" * 600 + '"', last_modified="月曜日")
    outcome = await get(home)
    assert isinstance(outcome, Fetched)
    assert outcome.known == Known()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "로그인해야"),
        (403, "(403)"),
        (404, "(404)"),
        (410, "(410)"),
        (418, "418번"),
        (500, "500번"),
        (204, "204번"),
        (206, "206번"),
        (300, "300번"),
    ],
)
async def test_each_refusal_says_what_to_do(home: Site, status: int, said: str) -> None:
    home.put("/", "", status=status)
    outcome = await get(home)
    assert said in problem(outcome)
    assert outcome == Failed(problem=problem(outcome), gone=status == 410)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Mon, 07 Jul 2014 03:05:00 GMT", timedelta(minutes=5)),
        ("99999999", timedelta(days=7)),
        ("Mon, 07 Jul 2014 02:00:00 GMT", timedelta(0)),
        ("soon", None),
        ("-5", None),
    ],
)
async def test_a_server_that_wants_to_be_left_alone_is_heard(
    home: Site, said: str, wait: timedelta | None
) -> None:
    for status in (429, 503):
        home.put("/", "", status=status, retry_after=said)
        outcome = await get(home)
        assert isinstance(outcome, Failed)
        assert outcome.wait == wait


async def test_redirects_are_followed_and_counted(home: Site) -> None:
    for number in range(7):
        home.put(f"/{number}", "", status=(301, 302, 303, 307, 308)[number % 5], location=f"{number - 1}")
    home.put("/0", "here")
    outcome = await get(home, "/5")
    assert isinstance(outcome, Fetched)
    assert (outcome.content, outcome.address) == (b"here", home.address("/0"))
    assert "5번 넘게" in problem(await get(home, "/6"))
    home.put("/loop", "", status=301, location="/loop")
    assert "5번 넘게" in problem(await get(home, "/loop"))
    home.put("/nowhere", "", status=302)
    assert "302번" in problem(await get(home, "/nowhere"))


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://inside.kr/",
        "http://2130706433/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://user:pw@127.0.0.1/",
        "http://127.0.0.1:22/",
        "//192.168.0.1/",
    ],
)
async def test_no_redirect_leads_inside(home: Site, location: str) -> None:
    home.put("/", "", status=302, location=location)
    names = Names(inside_kr=[["192.168.0.9"]])
    outcome = await fetcher(home, names=names).get(parsed(home.address()))
    assert isinstance(outcome, Failed)
    assert len(home.asked) == 1


async def test_a_name_is_asked_once_and_what_it_said_is_dialled(home: Site) -> None:
    """The second answer would lead inside: it is never asked for."""
    home.put("/", "소식")
    names = Names(two_faces_kr=[["127.0.0.1"], ["10.0.0.1"]])
    outcome = await fetcher(home, names=names).get(parsed(home.address(host="two.faces.kr")))
    assert isinstance(outcome, Fetched)
    assert names.asked == ["two.faces.kr"]
    assert home.asked[0].headers["host"] == f"two.faces.kr:{home.port}"


@pytest.mark.parametrize(
    "machines",
    [["10.0.0.1"], ["::1"], ["127.0.0.1", "169.254.169.254"], ["::ffff:a00:1"]],
)
async def test_a_name_that_leads_inside_is_not_dialled(home: Site, machines: list[str]) -> None:
    outcome = await fetcher(home, names=Names(inside_kr=[machines])).get(
        parsed(home.address(host="inside.kr"))
    )
    assert "안쪽 주소" in problem(outcome)
    assert home.asked == []


async def test_loopback_is_closed_unless_the_operator_opens_it(home: Site) -> None:
    closed = Fetcher(Reach(ports=frozenset({home.port})))
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
        assert "안쪽 주소" in problem(await closed.get(parsed(home.address(host=host))))
    assert "가져오는 포트: 80, 443" in problem(
        await Fetcher(Reach(inside=LOOPBACK)).get(parsed(home.address()))
    )
    assert home.asked == []


async def test_another_machine_of_the_name_is_tried(home: Site) -> None:
    home.put("/", "소식")
    names = Names(many_kr=[["127.9.9.9", "127.0.0.1"]])
    assert isinstance(await fetcher(home, names=names).get(parsed(home.address(host="many.kr"))), Fetched)
    assert "찾지 못했습니다" in problem(await fetcher(home).get(parsed(home.address(host="nobody.kr"))))
    nobody = parsed("http://127.0.0.1:9/")
    closed = Fetcher(Reach(inside=LOOPBACK, ports=frozenset({9})), bounds=STRICT)
    assert "이어지지 않습니다" in problem(await closed.get(nobody))


async def test_no_proxy_of_the_environment_is_used(home: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    home.put("/", "소식")
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert isinstance(await get(home), Fetched)


async def test_packed_bodies_are_unpacked(home: Site) -> None:
    text = "마당 소식 ".encode() * 50_000
    bare = zlib.compressobj(wbits=-15)
    ways = {
        "gzip": gzip.compress(text), "x-gzip": gzip.compress(text[:9]) + gzip.compress(text[9:]) + b"\0\0",
        "deflate": zlib.compress(text), "Deflate": bare.compress(text) + bare.flush(), "identity": text,
    }  # fmt: skip
    for encoding, packed in ways.items():
        home.put("/", packed, content_encoding=encoding)
        outcome = await get(home)
        assert isinstance(outcome, Fetched), encoding
        assert outcome.content == text, encoding


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        ("gzip", b"no gzip at all", "압축이 깨진"),
        ("gzip", gzip.compress(b"a" * 999, mtime=0)[:-9], "압축이 깨진"),
        ("br", b"x", "모르는 방법(br)"),
        ("gzip, gzip", b"x", "모르는 방법"),
        ("gzip", BOMB, "1 MB를 넘어"),
        ("deflate", zlib.compress(bytes(8 << 20)), "1 MB를 넘어"),
        ("", bytes(2 << 20), "1 MB를 넘어"),
    ],
)
async def test_what_cannot_be_unpacked_within_the_bounds_is_refused(
    home: Site, encoding: str, body: bytes, said: str
) -> None:
    home.put("/", body, content_encoding=encoding)
    assert said in problem(await get(home))


async def test_the_loop_goes_on_while_a_bomb_is_unpacked(home: Site) -> None:
    """Sixteen megabytes, the real bound: others are let in between pieces."""
    home.put("/", BOMB, content_encoding="gzip")
    longest, last = 0.0, time.perf_counter()

    async def tick() -> None:
        nonlocal longest, last
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    ticking = asyncio.create_task(tick())
    outcome = await get(home, bounds=Bounds())
    ticking.cancel()
    assert "16 MB를 넘어" in problem(outcome)
    assert longest < 0.25


async def test_time_ends_for_who_says_nothing_or_too_little_or_too_much(home: Site) -> None:
    home.answers = {
        "/silent": silent(),
        "/half": silent(head(200, content_length="100") + b"half"),
        "/head": silent(b"HTTP/1.1 200 OK\r\nX-Slow: "),
    }
    for target in home.answers:
        began = time.monotonic()
        assert "초 안에 다 보내지" in problem(await get(home, target, bounds=Bounds(seconds=0.3)))
        assert time.monotonic() - began < 5
    home.answers = {
        "/endless": endless(b"news " * 1000),
        "/chunks": endless(b"1\r\nx\r\n" * 500, transfer_encoding="chunked"),
        "/blank": endless(gzip.compress(b"") * 400, content_encoding="gzip"),
    }
    said = {"/endless": "1 MB를 넘어", "/chunks": "너무 잘게", "/blank": "1 MB를 넘어"}
    for target in home.answers:
        assert said[target] in problem(await get(home, target, bounds=Bounds(seconds=30, size=1 << 20)))
    await home.left()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 999 Odd\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
async def test_what_is_no_answer_is_a_problem_and_no_crash(home: Site, said: bytes) -> None:
    async def say(asked: object, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()

    home.answers["/"] = say
    assert problem(await get(home))


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """One for a server of this name, and what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now, day = datetime.now(UTC), timedelta(1)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - day).not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    return serving, ssl.create_default_context(cafile=str(file))


async def test_a_certificate_is_checked_against_the_name_and_not_the_machine(tmp_path: Path) -> None:
    serving, trusting = certificate(tmp_path, "news.seoul.go.kr")
    async with site(serving) as home:
        home.put("/", "소식")
        home.put("/down", "", status=301, location="http://news.seoul.go.kr/")
        reach = Reach(inside=LOOPBACK, ports=frozenset({home.port}))
        names = Names(news_seoul_go_kr=[["127.0.0.1"]], other_kr=[["127.0.0.1"]])
        fetching = Fetcher(reach, bounds=STRICT, resolve=names, certificates=trusting)

        async def ask(host: str, target: str = "/") -> Outcome:
            return await fetching.get(parsed(home.address(target, host=host, scheme="https")))

        assert isinstance(await ask("news.seoul.go.kr"), Fetched)
        assert "인증서" in problem(await ask("other.kr"))
        assert "인증서" in problem(await ask("127.0.0.1"))
        assert "http 주소로 넘깁니다" in problem(await ask("news.seoul.go.kr", "/down"))
        untrusting = Fetcher(reach, bounds=STRICT, resolve=names)
        address = parsed(home.address(host="news.seoul.go.kr", scheme="https"))
        assert "인증서" in problem(await untrusting.get(address))
