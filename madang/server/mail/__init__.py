"""The city's mail: settings made into a carrier and the addresses that mails have in them."""

from madang.server.mail.carrier import SmtpCarrier, SmtpServer
from madang.server.mail.post import post, server_of

__all__ = ["SmtpCarrier", "SmtpServer", "post", "server_of"]
