"""Everything an operator can set, read once from the environment. A wrong value is one line that names it."""

import difflib
import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

from madang.errors import Invalid, Reason

PREFIX = "MADANG_"
ENCRYPTIONS, THIS_MACHINE = {"starttls", "tls", "none"}, {"localhost", "127.0.0.1", "::1"}
FOR_TESTS = "MADANG_TEST_"
SHORTEST_SECRET = 32
ORIGIN = re.compile(r"https?://(?:[\w.-]{1,253}|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE)
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Setting:
    """`also`: a second name it is read from. `least` and `most` bound numbers, and `least` secrets."""

    about: str
    also: str = ""
    least: int = 0
    most: int = 0
    secret: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)  # a repr would put secrets into logs
class Settings:
    """Each field `x` is read from MADANG_X. Lists have commas between; what is empty counts as not set."""

    data: Annotated[Path, Setting("자료 폴더: SQLite 파일과 비밀 키를 둡니다.")] = Path("madang-data")
    database_url: Annotated[
        str | None,
        Setting("데이터베이스 주소. 적지 않으면 자료 폴더의 SQLite 파일.", also="DATABASE_URL", secret=True),
    ] = None
    redis_url: Annotated[
        str | None,
        Setting(
            "여러 프로세스를 잇는 Redis 주소. 적지 않으면 한 프로세스로 돕니다.",
            also="REDIS_URL",
            secret=True,
        ),
    ] = None
    host: Annotated[str, Setting("들어올 주소. 0.0.0.0은 모든 곳에서 받습니다.")] = "127.0.0.1"
    port: Annotated[int, Setting("들어올 포트.", least=0, most=65535)] = 8000
    site_url: Annotated[
        str | None,
        Setting(
            "시민이 들어오는 주소(https://news.seoul.go.kr). 소식지 피드와 사이트맵이 이 주소로 잇습니다."
        ),
    ] = None
    allowed_origins: Annotated[
        tuple[str, ...], Setting("WebSocket을 열어도 되는 다른 웹 주소들(https://…).")
    ] = ()
    secret: Annotated[
        str | None,
        Setting("세션 서명 열쇠. 적지 않으면 만들어 자료 폴더에 둡니다.", least=SHORTEST_SECRET, secret=True),
    ] = None
    session_hours: Annotated[int, Setting("로그인이 이어지는 시간.", least=1, most=72)] = 10
    portal_jwks: Annotated[
        Path | None, Setting("행정포털의 공개 열쇠 파일(JWKS). 적으면 포털 로그인을 씁니다.")
    ] = None
    portal_secret: Annotated[
        str | None, Setting("행정포털과 나누는 열쇠(HS256). JWKS 대신.", least=SHORTEST_SECRET, secret=True)
    ] = None
    portal_issuer: Annotated[str | None, Setting("포털 토큰의 발급자(iss).")] = None
    portal_audience: Annotated[str | None, Setting("포털 토큰의 대상(aud).")] = None
    portal_cookie: Annotated[
        str | None, Setting("포털 토큰을 담은 쿠키 이름. 적지 않으면 Authorization만.")
    ] = None
    portal_claim: Annotated[str, Setting("사번이 들어 있는 항목.")] = "sub"
    body_bytes: Annotated[int, Setting("HTTP 본문의 최대 바이트.", least=1 << 10, most=1 << 20)] = 1 << 20
    document_characters: Annotated[int, Setting("GraphQL 문서의 최대 글자.", least=2_000, most=100_000)] = (
        20_000
    )
    document_depth: Annotated[int, Setting("GraphQL 질의의 최대 깊이.", least=15, most=30)] = 16
    query_items: Annotated[int, Setting("질의 하나가 부를 수 있는 최대 항목.", least=100, most=500_000)] = (
        50_000
    )
    suggestions: Annotated[bool, Setting("잘못 쓴 필드에 비슷한 이름을 알려 줍니다.")] = False
    introspection: Annotated[bool, Setting("스키마를 물어볼 수 있게 합니다.")] = True
    graphiql: Annotated[bool, Setting("/graphql에서 GraphiQL을 보여 줍니다.")] = True
    head_approves_leaving: Annotated[
        bool, Setting("서무의 반려와 이송은 그 부서의 부서장이나 대결자가 승인해야 이루어집니다.")
    ] = True
    attachment_megabytes: Annotated[int, Setting("첨부 파일 하나의 최대 크기(MB).", least=1, most=1_000)] = 50
    socket_operations: Annotated[int, Setting("연결 하나의 최대 구독.", least=1, most=1_000)] = 50
    socket_message_bytes: Annotated[
        int, Setting("받는 메시지의 최대 바이트.", least=1 << 10, most=1 << 20)
    ] = 1 << 16
    ping_seconds: Annotated[int, Setting("연결이 살아 있는지 묻는 간격(초).", least=1, most=300)] = 12
    smtp_host: Annotated[
        str | None, Setting("소식지를 메일로 내보낼 메일 서버. 적지 않으면 메일 구독을 받지 않습니다.")
    ] = None
    smtp_port: Annotated[int, Setting("메일 서버의 포트.", least=1, most=65535)] = 587
    smtp_tls: Annotated[
        str, Setting("메일 서버와의 암호화: starttls, tls(처음부터, 보통 465), none(이 컴퓨터 안에서만).")
    ] = "starttls"
    smtp_user: Annotated[str | None, Setting("메일 서버에 로그인하는 이름.")] = None
    smtp_password: Annotated[str | None, Setting("메일 서버의 비밀번호.", secret=True)] = None
    mail_from: Annotated[
        str | None, Setting("보내는 사람: 서울소식지 <news@seoul.example>. 메일을 보내려면 꼭 있어야 합니다.")
    ] = None
    mails_per_minute: Annotated[int, Setting("한 분 동안 내보내는 최대 메일.", least=1, most=60_000)] = 600
    metrics_token: Annotated[
        str | None,
        Setting(
            "/metrics를 읽는 토큰(Bearer). 적지 않으면 이 컴퓨터에서 곧바로 물을 때만 답합니다.",
            least=SHORTEST_SECRET,
            secret=True,
        ),
    ] = None
    feed_polling: Annotated[
        bool, Setting("홈페이지와 소식 목록(RSS)을 살핍니다. 켠 프로세스 가운데 하나만 합니다.")
    ] = True
    feed_networks: Annotated[
        tuple[str, ...],
        Setting("내부망에서 살펴도 되는 홈페이지의 망들(10.20.0.0/16). 적지 않으면 바깥 주소만 살핍니다."),
    ] = ()
    feed_ports: Annotated[tuple[str, ...], Setting("홈페이지를 살펴도 되는 포트들.")] = ("80", "443")
    shutdown_seconds: Annotated[int, Setting("멈출 때 하던 일을 기다리는 시간(초).", least=1, most=300)] = 10

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Raises Invalid, with the name of the variable as `field`."""
        _refuse_unknown(env)
        settings = cls(**dict(_given(env)))
        settings.check()
        return settings

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'madang.db'}"

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can come in."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def has_portal(self) -> bool:
        return self.portal_jwks is not None or self.portal_secret is not None

    def check(self) -> None:
        """What one value alone cannot tell."""
        if self.portal_jwks and self.portal_secret:
            raise _wrong("MADANG_PORTAL_SECRET", "MADANG_PORTAL_JWKS와 함께 쓸 수 없습니다.")
        if self.site_url and not ORIGIN.fullmatch(self.site_url):
            raise _wrong("MADANG_SITE_URL", "https://news.seoul.go.kr처럼 /news 앞까지만 적어 주십시오.")
        for name in ("portal_issuer", "portal_audience"):
            if self.has_portal and not getattr(self, name):
                raise _wrong(variable(name), "포털 로그인에 꼭 있어야 합니다.")
        for one in self.feed_networks:
            _check_network(one)
        for one in self.feed_ports:
            _number(Setting("", least=1, most=65535), "MADANG_FEED_PORTS", one)
        _check_mail(self)


def _check_mail(settings: Settings) -> None:
    """Without a mail server none of it counts."""
    if settings.smtp_host is None:
        return
    from madang.mail import sender_of  # `--help` needs the settings, and no mail

    if settings.smtp_tls not in ENCRYPTIONS:
        raise _wrong("MADANG_SMTP_TLS", "starttls, tls, none 가운데 하나여야 합니다.")
    if (settings.smtp_user is None) is not (settings.smtp_password is None):
        raise _wrong("MADANG_SMTP_PASSWORD", "MADANG_SMTP_USER와 함께 적어 주십시오.")
    if settings.smtp_user and settings.smtp_tls == "none" and settings.smtp_host not in THIS_MACHINE:
        raise _wrong("MADANG_SMTP_TLS", "비밀번호를 암호화하지 않고 다른 컴퓨터에 보낼 수 없습니다.")
    if not settings.site_url:
        raise _wrong("MADANG_SITE_URL", "메일에 구독을 그만두는 주소를 적으려면 꼭 있어야 합니다.")
    try:
        sender_of(settings.mail_from or "")
    except ValueError:
        message = "서울소식지 <news@seoul.example>처럼 보내는 사람을 적어 주십시오."
        raise _wrong("MADANG_MAIL_FROM", message) from None


def variable(name: str) -> str:
    return PREFIX + name.upper()


def described() -> Iterator[tuple[str, str, str]]:
    """Each variable with its default and what it is for, as `madang serve --help` shows them."""
    for one, kind, setting in _settings():
        default: Any = one.default
        shown = ",".join(default) if kind == tuple[str, ...] else "" if default is None else str(default)
        yield variable(one.name), shown.lower(), setting.about


def _settings() -> Iterator[tuple[Field[Any], Any, Setting]]:
    hints = get_type_hints(Settings, include_extras=True)
    for one in fields(Settings):
        kind, setting = get_args(hints[one.name])
        yield one, kind, setting


def _given(env: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for one, kind, setting in _settings():
        for name in (variable(one.name), setting.also):
            if value := env.get(name, "").strip():
                yield one.name, _read(kind, setting, name, value)
                break


def _read(kind: Any, setting: Setting, name: str, value: str) -> Any:
    if kind is int:
        return _number(setting, name, value)
    if kind is bool:
        return _switch(name, value)
    if kind == tuple[str, ...]:
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if setting.secret and len(value) < setting.least:
        raise _wrong(name, f"{setting.least}자 이상이어야 합니다.")
    return Path(value) if Path in (kind, *get_args(kind)) else value


def _number(setting: Setting, name: str, value: str) -> int:
    least, most = setting.least, setting.most
    if not (value.isascii() and value.isdecimal()) or not least <= int(value) <= most:
        raise _wrong(name, f"{least:,}에서 {most:,}까지의 수여야 합니다. 지금은 {value!r}입니다.")
    return int(value)


def _switch(name: str, value: str) -> bool:
    if value.lower() not in YES | NO:
        raise _wrong(name, f"true나 false여야 합니다. 지금은 {value!r}입니다.")
    return value.lower() in YES


def _check_network(value: str) -> None:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        problem = f"10.20.0.0/16이나 10.20.3.4처럼 적어야 합니다. 지금은 {value!r}입니다."
        raise _wrong("MADANG_FEED_NETWORKS", problem) from None


def _refuse_unknown(env: Mapping[str, str]) -> None:
    known = {variable(one.name) for one in fields(Settings)}
    for name in env:
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS) and name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            raise _wrong(name, "모르는 설정입니다." + (f" {close[0]} 아닙니까?" if close else ""))


def _wrong(name: str, problem: str) -> Invalid:
    return Invalid(f"{name}: {problem}", field=(name,), reason=Reason.MALFORMED)
