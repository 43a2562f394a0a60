"""One question to one address, and where it leads: redirects are followed by hand, each hop checked anew."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore2

from madang.errors import Invalid
from madang.fetching.addresses import Address, joined
from madang.fetching.answers import Failed, Fetched, Known, Outcome, Unchanged
from madang.fetching.bounds import Bounds
from madang.fetching.dialing import Dialler, Unresolved, resolve
from madang.fetching.headers import Headers, as_text, asking, fresh_for, version, wait
from madang.fetching.networks import Reach, Resolve
from madang.fetching.unpacking import whole

AGENT = "Madang/0.1 (newsletter archive of the city; asks seldom, and less when told so)"
MOVED = frozenset({301, 302, 303, 307, 308})
PROBLEMS = {
    401: "로그인해야 볼 수 있는 주소입니다. 누구나 볼 수 있는 주소를 적어 주십시오.",
    403: "서버가 가져가지 못하게 합니다(403). 홈페이지 담당자에게 허용해 달라고 하십시오.",
    404: "그런 주소가 없다고 합니다(404). 주소를 확인해 주십시오.",
    410: "없어진 주소라고 합니다(410). 새 주소가 있으면 고쳐 주십시오.",
    429: "너무 자주 묻는다고 합니다(429). 서버가 말한 때가 지나면 다시 묻습니다.",
}
GONE = 410


class Fetcher:
    """Asks without cookies, credentials or proxies, whatever the environment says."""

    def __init__(
        self,
        reach: Reach,
        *,
        bounds: Bounds | None = None,
        resolve: Resolve = resolve,
        certificates: ssl.SSLContext | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.reach, self.bounds = reach, bounds or Bounds()
        self._dialler = Dialler(reach, self.bounds, resolve)
        self._certificates = certificates or ssl.create_default_context()
        self._clock = clock

    async def get(self, address: Address, known: Known | None = None) -> Outcome:
        """Never raises for what a server does, or does not do."""
        try:
            async with asyncio.timeout(self.bounds.seconds):
                return await self._follow(address, known or Known())
        except TimeoutError:
            return Failed(
                problem=f"{self.bounds.seconds:g}초 안에 다 보내지 않았습니다. 나중에 다시 묻습니다."
            )
        except Invalid as refusal:
            return Failed(problem=str(refusal))
        except Unresolved:
            return Failed(problem="그런 이름의 서버를 찾지 못했습니다. 주소를 확인해 주십시오.")
        except (httpcore2.NetworkError, httpcore2.TimeoutException) as failure:
            return Failed(problem=_broken_off(failure))
        except (httpcore2.ProtocolError, OSError):
            return Failed(problem="서버가 알아들을 수 없게 답했습니다. 홈페이지 담당자에게 알려 주십시오.")

    async def _follow(self, address: Address, known: Known) -> Outcome:
        for _ in range(self.bounds.redirects + 1):
            answer = await self._ask(address, known)
            if not isinstance(answer, Moved):
                return answer
            onward = joined(address, answer.location)
            if address.scheme == "https" and onward.scheme != "https":
                raise Invalid("https에서 암호화하지 않은 http 주소로 넘깁니다. 옮겨 간 주소를 적어 주십시오.")
            address = onward
        raise Invalid(f"다른 주소로 {self.bounds.redirects}번 넘게 넘깁니다. 옮겨 간 주소를 적어 주십시오.")

    async def _ask(self, address: Address, known: Known) -> "Outcome | Moved":
        self.reach.check_port(address)
        asked = httpcore2.URL(
            scheme=address.scheme, host=address.host, port=address.port, target=address.target
        )
        connection = httpcore2.AsyncHTTPConnection(
            asked.origin, ssl_context=self._certificates, network_backend=self._dialler
        )
        headers = [("Host", address.place), *asking(AGENT, known)]
        async with aclosing(connection), connection.stream("GET", asked, headers=headers) as response:
            return await self._read(response, address, known)

    async def _read(self, response: httpcore2.Response, address: Address, known: Known) -> "Outcome | Moved":
        headers = as_text(response.headers)
        if response.status == 304:
            return Unchanged(known=_renewed(known, version(headers)), fresh_for=fresh_for(headers))
        if response.status in MOVED and "location" in headers:
            return Moved(headers["location"])
        if response.status != 200:
            return self._failed(response.status, headers)
        pieces, encoding = response.aiter_stream(), headers.get("content-encoding", "")
        content = await whole(pieces, encoding=encoding, most=self.bounds.size)
        return Fetched(
            content=content, address=str(address), known=version(headers), fresh_for=fresh_for(headers)
        )

    def _failed(self, status: int, headers: Headers) -> Failed:
        usual = f"서버가 {status}번으로 답했습니다."
        usual += " 나중에 다시 묻습니다." if status >= 500 else " 주소를 확인해 주십시오."
        return Failed(
            problem=PROBLEMS.get(status, usual),
            gone=status == GONE,
            wait=wait(headers, now=self._clock()),
        )


@dataclass(frozen=True, slots=True)
class Moved:
    location: str


def _renewed(known: Known, said: Known) -> Known:
    """A 304 may leave out what has not changed."""
    return Known(etag=said.etag or known.etag, last_modified=said.last_modified or known.last_modified)


def _broken_off(failure: Exception) -> str:
    cause = failure.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "서버의 인증서를 믿을 수 없습니다. 홈페이지 담당자에게 알려 주십시오."
    if isinstance(cause, ssl.SSLError):
        return "서버와 암호화한 연결을 맺지 못했습니다. 홈페이지 담당자에게 알려 주십시오."
    if isinstance(failure, (httpcore2.ConnectError, httpcore2.ConnectTimeout)):
        return "서버에 이어지지 않습니다. 서버가 쉬고 있을 수 있어 나중에 다시 묻습니다."
    return "보내다가 끊겼습니다. 나중에 다시 묻습니다."
