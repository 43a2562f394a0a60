"""A picture as small as lists show it. Runs in the worker: what decodes pictures is written in C."""

from io import BytesIO

from PIL import Image, ImageOps

from madang.errors import Invalid, Reason
from madang.intake.bounds import too_much

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 64_000_000
QUALITY = 80


def smaller(content: bytes, side: int) -> bytes:
    """A JPEG on white, its longer side at most `side` pixels, without what the camera has noted.

    Raises Invalid for what is broken, no picture, or too large to unpack.
    """
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large()
            picture.draft("RGB", (2 * side, 2 * side))  # decodes less of a JPEG
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except Image.DecompressionBombError as failure:
        raise _too_large() from failure
    except (OSError, ValueError, SyntaxError) as failure:
        raise Invalid("그림이 깨져 있습니다.", reason=Reason.MALFORMED) from failure
    upright.thumbnail((side, side))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright)
    shown = BytesIO()
    flat.save(shown, "JPEG", quality=QUALITY, optimize=True)
    return shown.getvalue()


def _too_large() -> Invalid:
    return too_much(f"{MOST_PIXELS:,}점을 넘는 그림은")
