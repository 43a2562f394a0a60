"""What settings say of mail. Without a mail server the city sends none, and takes no addresses."""

from urllib.parse import urlsplit

from madang.mail import sender_of
from madang.server.auth.sessions import kept_secret
from madang.server.mail.carrier import Encryption, SmtpCarrier, SmtpServer
from madang.server.settings import Settings
from resolvers.post import Addresses, Post

PATIENCE = 60.0  # seconds


def post(settings: Settings) -> Post | None:
    """Raises Invalid if the secret cannot be kept."""
    if settings.smtp_host is None:
        return None
    addresses = Addresses(settings.site_url or "", settings.secret or kept_secret(settings.data))
    return Post(
        carrier=SmtpCarrier(server_of(settings)),
        addresses=addresses,
        sender=sender_of(settings.mail_from or ""),
        per_minute=settings.mails_per_minute,
    )


def server_of(settings: Settings, *, patience: float = PATIENCE) -> SmtpServer:
    """Where there is one."""
    return SmtpServer(
        host=settings.smtp_host or "",
        port=settings.smtp_port,
        encryption=Encryption(settings.smtp_tls),
        user=settings.smtp_user,
        password=settings.smtp_password,
        says_hello_as=urlsplit(settings.site_url or "").hostname,
        patience=patience,
    )
