"""Mail goes to a server that proves who it is, over TLS, and otherwise nowhere."""

import ssl
from pathlib import Path

import pytest
from cryptography import x509

from madang.rules.newsletter_mail import Outcome, Verdict
from madang.server.mail import SmtpCarrier, SmtpServer
from madang.server.mail.carrier import Encryption
from tests.newsletters.certificates import LOOPBACK, Authority, signed_by_itself
from tests.newsletters.mailserver import MailServer
from tests.newsletters.test_carrier import always, letter

SECRET = "a password"
BOTH = pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The one that this machine trusts, as operators name it."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
    return made


async def delivered(server: MailServer, encryption: Encryption, **given: str) -> Verdict:
    smtp = SmtpServer(
        host="127.0.0.1", port=server.port, encryption=encryption, says_hello_as="news.example",
        patience=5.0, last_patience=5.0, **given,
    )  # fmt: skip
    carrier = SmtpCarrier(smtp)
    verdict = await carrier.deliver(letter(), always)
    await carrier.rest()
    return verdict


def speaking(shown: ssl.SSLContext, encryption: Encryption) -> MailServer:
    return MailServer(tls=shown, tls_from_the_start=encryption is Encryption.TLS)


@BOTH
async def test_a_server_whose_certificate_is_right_gets_the_mail(
    authority: Authority, encryption: Encryption
) -> None:
    async with speaking(authority.server(LOOPBACK), encryption).open() as server:
        assert await delivered(server, encryption) == Verdict(Outcome.ACCEPTED, 250)
        assert len(server.mails) == 1


@BOTH
@pytest.mark.parametrize("wrong", ["another name", "signed by itself", "another authority", "ended"])
async def test_a_server_that_does_not_prove_who_it_is_gets_nothing(
    authority: Authority, tmp_path: Path, encryption: Encryption, wrong: str
) -> None:
    shown = {
        "another name": lambda: authority.server(x509.DNSName("mail.example")),
        "signed by itself": lambda: signed_by_itself(tmp_path, LOOPBACK),
        "another authority": lambda: Authority(tmp_path, "other").server(LOOPBACK),
        "ended": lambda: authority.server(LOOPBACK, days=-1),
    }[wrong]()
    async with speaking(shown, encryption).open() as server:
        assert (await delivered(server, encryption)).outcome is Outcome.UNREACHABLE
        assert (server.connections, server.senders, server.mails) == (1, [], [])


@BOTH
async def test_a_server_without_encryption_gets_nothing_where_it_is_wanted(encryption: Encryption) -> None:
    """Neither mail nor password goes in the clear because somebody on the way has taken the offer out."""
    async with MailServer().open() as server:
        verdict = await delivered(server, encryption, user="news", password=SECRET)
        assert verdict.outcome is Outcome.UNREACHABLE
        assert (server.senders, server.mails) == ([], [])


async def test_a_server_that_wants_encryption_takes_nothing_in_the_clear(authority: Authority) -> None:
    async with speaking(authority.server(LOOPBACK), Encryption.STARTTLS).open() as server:
        assert await delivered(server, Encryption.NONE) == Verdict(Outcome.UNREACHABLE, 530)
        assert (server.senders, server.mails) == ([], [])
