"""Covers of the sample's newsletters, and a poster to download: drawn here, no two alike."""

import colorsys
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from madang.files import Storage, whole
from madang.files.media import JPEG, PDF, MediaType
from madang.rules.newsletters import FileRole
from models import NewsletterFile, NewsletterIssue
from models.base import uuid7
from resolvers.context import Change
from resolvers.newsletters.files import added
from subscriptions.newsletter_events import NewsletterIssueFileAdded

SIZE = WIDTH, HEIGHT = 960, 600  # pixels
MOST = 1 << 20  # bytes of a file
NAMES = {FileRole.COVER: "표지.jpg", FileRole.ATTACHMENT: "포스터(예시).pdf"}
KINDS: dict[FileRole, tuple[str, MediaType]] = {
    FileRole.COVER: ("JPEG", JPEG),
    FileRole.ATTACHMENT: ("PDF", PDF),
}


async def put_file(
    change: Change, storage: Storage, issue: NewsletterIssue, role: FileRole
) -> NewsletterIssueFileAdded:
    """Give a draft its cover, or the same as a poster. Returns what is to be told of it."""
    form, media = KINDS[role]
    stored = await storage.save(whole(drawn(issue.heading, form)), most=MOST)
    file = NewsletterFile(
        id=uuid7(),
        issue_id=issue.id,
        role=role,
        name=NAMES[role],
        media_type=media.mime,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        uploaded_by_id=issue.author_id,
        created_at=change.now,
        version=issue.version,
    )
    change.session.add(file)
    return added(file, issue)


def drawn(of: str, form: str) -> bytes:
    """Hills before a sky, in colours that follow from a heading."""
    chance = Random(of)
    hue = chance.random()
    picture = Image.new("RGB", SIZE, _colour(hue, 0.25, 0.97))
    pen = ImageDraw.Draw(picture)
    sun = chance.randint(WIDTH // 8, WIDTH * 7 // 8)
    pen.ellipse((sun - 70, 60, sun + 70, 200), fill=_colour(hue + 0.12, 0.35, 1.0))
    for place in range(4):
        middle, high = chance.randint(0, WIDTH), HEIGHT * (4 + place) // 9
        shade = _colour(hue + 0.03 * place, 0.4 + 0.12 * place, 0.85 - 0.14 * place)
        pen.ellipse((middle - WIDTH, high, middle + WIDTH, high + HEIGHT), fill=shade)
    file = BytesIO()
    picture.save(file, form, quality=80)
    return file.getvalue()


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
