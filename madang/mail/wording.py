"""What our mails say. Links lead where they say they lead: nothing counts who has followed one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from madang.mail.markup import for_mail, page

MOST_WHOLE = 60_000  # characters of HTML; mail programs cut a message of 100 KB
MOST_EXCERPT, MOST_TEASER = 1_500, 160  # characters
SMALL = "font-size:14px;color:#464c53"
BUTTON = "display:inline-block;padding:12px 20px;background:#0b50d0;color:#ffffff;text-decoration:none"
WARNING = "이 주소로 무엇이든 바꿀 수 있으니 남에게 알리지 마십시오."
RULE = '<hr style="border:0;border-top:1px solid #cdd1d5;margin:24px 0">'


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail without its headers."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An issue as it is told of. `html` is what the archive keeps."""

    title: str
    publisher: str
    number: int
    issued_on: date
    heading: str
    html: str
    plain: str
    url: str


def confirmation(*, url: str, hours: int) -> Parts:
    """Says nothing of what was chosen, nor whether the address is known: it may be a stranger's."""
    said = (
        "이 주소로 소식지를 메일로 받겠다는 신청이 있었습니다. 아래 주소를 열어 '구독 확인'을 누르시면 "
        "보내 드립니다."
    )
    else_ = (
        f"{hours}시간 안에 한 번만 쓸 수 있습니다. 신청하지 않으셨다면 그대로 두십시오. 아무것도 보내지 않고 "
        "주소도 지웁니다."
    )
    button = f'<p><a href="{escape(url)}" style="{BUTTON}">구독 확인하기</a></p>'
    body = f'<p>{said}</p>{button}<p style="{SMALL}">{escape(url)}</p><p>{else_}</p>'
    subject = "소식지 메일 구독을 확인해 주십시오"
    return Parts(subject, f"{said}\n\n{url}\n\n{else_}\n", page(subject, body))


def one_issue(story: Story, *, manage_url: str) -> Parts:
    """A short issue whole; the beginning of a long one."""
    subject = f"[{story.title}] {story.heading}"
    whole = len(story.html) <= MOST_WHOLE
    plain = story.plain if whole else _shortened(story.plain, MOST_EXCERPT)
    inner = for_mail(story.html) if whole else f"<p>{escape(plain)}</p>"
    link = "웹에서 보기" if whole else "이어서 읽기"
    html = (
        f'<p style="{SMALL}">{escape(_about(story))}</p>'
        f'<h1 style="font-size:24px;line-height:1.4;margin:0 0 20px">{escape(story.heading)}</h1>'
        f"{inner}<p>{_link(story.url, link)}</p>{_foot_html(manage_url)}"
    )
    text = f"{_about(story)}\n\n{story.heading}\n\n{plain}\n\n{link}: {story.url}\n{_foot(manage_url)}"
    return Parts(subject, text, page(escape(subject), html))


def digest(stories: Sequence[Story], *, day: date, manage_url: str) -> Parts:
    """Several at once, each with its first words."""
    subject = f"소식지 {len(stories)}건 · {day.year}년 {day.month}월 {day.day}일"
    html = "".join(map(_teaser_html, stories)) + _foot_html(manage_url)
    text = "\n\n".join(map(_teaser, stories)) + f"\n{_foot(manage_url)}"
    heading = f'<h1 style="font-size:22px;margin:0 0 20px">{escape(subject)}</h1>'
    return Parts(subject, f"{subject}\n\n{text}", page(escape(subject), heading + html))


def trial() -> Parts:
    said = "마당에서 보낸 시험 메일입니다. 이 메일이 보이면 메일 설정이 맞습니다."
    return Parts("마당 시험 메일", f"{said}\n", page("마당 시험 메일", f"<p>{said}</p>"))


def _about(story: Story) -> str:
    return f"{story.title} {story.number}호 · {story.publisher} · {story.issued_on.isoformat()}"


def _teaser(story: Story) -> str:
    return f"■ {story.heading}\n{_about(story)}\n{_shortened(story.plain, MOST_TEASER)}\n{story.url}"


def _teaser_html(story: Story) -> str:
    return (
        f'<h2 style="font-size:18px;margin:0 0 4px">{_link(story.url, story.heading)}</h2>'
        f'<p style="{SMALL};margin:0 0 4px">{escape(_about(story))}</p>'
        f'<p style="margin:0 0 24px">{escape(_shortened(story.plain, MOST_TEASER))}</p>'
    )


def _foot(manage_url: str) -> str:
    return f"\n--\n구독을 바꾸거나 그만두기: {manage_url}\n{WARNING}\n"


def _foot_html(manage_url: str) -> str:
    return f'{RULE}<p style="{SMALL}">{_link(manage_url, "구독을 바꾸거나 그만두기")}<br>{WARNING}</p>'


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}" style="color:#0b50d0">{escape(words)}</a>'


def _shortened(words: str, most: int) -> str:
    flat = " ".join(words[: 4 * most].split())
    return flat if len(flat) <= most else flat[:most].rstrip() + "…"
