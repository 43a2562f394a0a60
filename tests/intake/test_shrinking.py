"""A picture as lists show it: upright, on white, without what the camera noted; hostile ones cost little."""

from io import BytesIO

import pytest
from PIL import Image

from madang.errors import Invalid
from madang.intake import Limits, Refused, Worker
from madang.intake.shrinking import smaller
from tests.newsletters.pictures import claiming, png

ORIENTATION, ON_ITS_SIDE = 0x0112, 6


def drawn(form: str, size: tuple[int, int], mode: str = "RGB", **given: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size).save(file, form, **given)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_longer_side_is_as_long_as_asked_for(form: str) -> None:
    with opened(smaller(drawn(form, (1200, 400)), 480)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (480, 160))


def test_small_pictures_do_not_grow() -> None:
    with opened(smaller(png(200, 150), 480)) as shown:
        assert shown.size == (200, 150)


def test_what_lets_the_page_through_stands_on_white() -> None:
    with opened(smaller(drawn("PNG", (300, 300), "RGBA"), 100)) as shown:
        assert shown.getpixel((50, 50)) == (255, 255, 255)


def test_a_photograph_stands_upright_and_tells_nothing_of_its_camera() -> None:
    noted = Image.Exif()
    noted[ORIENTATION] = ON_ITS_SIDE
    with opened(smaller(drawn("JPEG", (400, 200), exif=noted), 100)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((50, 100), {})


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a", png()[:70], b"\xff\xd8\xff" + bytes(100)])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        smaller(content, 480)


@pytest.mark.parametrize("side", [8_001, 30_000])
def test_a_picture_that_swells_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(Invalid, match="64,000,000"):
        smaller(claiming(side, side), 480)


def test_the_worker_goes_on_after_a_picture_that_swells() -> None:
    with Worker(Limits(seconds=5, wall=10.0)) as worker:
        assert isinstance(worker.smaller(claiming(30_000, 30_000), 480), Refused)
        assert isinstance(worker.smaller(png(), 480), bytes)
