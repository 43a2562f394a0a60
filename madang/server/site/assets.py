"""What the pages load: one style sheet and one icon, under names that change with their content.

They are files of this package and not of the web app's build: the site stands also where nothing was built.
Its fonts are the app's, where they are.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from madang.server.static import BUILT, FOREVER, takes_gzip

FOLDER = Path(__file__).parent / "assets"
PREFIX = "/static/site/"
WEIGHTS = {"Regular": 400, "Bold": 700}
FACE = """@font-face {{
  font-family: "Pretendard GOV"; font-weight: {weight}; font-display: swap;
  src: url("/static/assets/{name}") format("woff2");
}}
"""


@dataclass(frozen=True, slots=True)
class Asset:
    path: str
    content: bytes
    packed: bytes
    media_type: str

    @classmethod
    def of(cls, name: str, content: bytes, media_type: str) -> "Asset":
        stem, _, ending = name.rpartition(".")
        digest = hashlib.sha256(content).hexdigest()[:12]
        packed = gzip.compress(content, mtime=0)
        return cls(f"{PREFIX}{stem}-{digest}.{ending}", content, packed, media_type)

    def answer(self, request: Request) -> Response:
        headers = {"cache-control": FOREVER, "vary": "Accept-Encoding"}
        if takes_gzip(request.headers.get("accept-encoding", "")):
            headers["content-encoding"] = "gzip"
            return Response(self.packed, headers=headers, media_type=self.media_type)
        return Response(self.content, headers=headers, media_type=self.media_type)


class Assets:
    """Read once, when the server begins."""

    def __init__(self, built: Path = BUILT) -> None:
        styles = _faces(built) + (FOLDER / "site.css").read_text(encoding="utf-8")
        self.styles = Asset.of("site.css", styles.encode(), "text/css")
        self.icon = Asset.of("icon.svg", (FOLDER / "icon.svg").read_bytes(), "image/svg+xml")
        self._by_path = {one.path: one for one in (self.styles, self.icon)}

    def answer(self, request: Request, name: str) -> Response:
        """The file of this name; 404 for an older one, too: its content is gone."""
        found = self._by_path.get(PREFIX + name)
        return found.answer(request) if found else Response(status_code=404)


def _faces(built: Path) -> str:
    found = {name: sorted((built / "assets").glob(f"PretendardGOV-{name}*.woff2")) for name in WEIGHTS}
    return "".join(
        FACE.format(weight=WEIGHTS[name], name=files[0].name) for name, files in found.items() if files
    )
