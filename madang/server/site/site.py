"""The site while a server runs: who reads is a citizen, and how a page becomes an answer."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from madang.files.media import label_of, told_size
from madang.server.site import addresses, answers
from madang.server.site.assets import Assets
from madang.server.site.feed_forms import FORMS
from madang.server.site.texts import below_title, pictured
from resolvers.context import Context
from resolvers.newsletters.readings import Openings

TEMPLATES = Path(__file__).parent / "templates"
HTML = "text/html"


class Site:
    """`contexts` makes the context of nobody. `url`: where citizens find the site, if that is set.

    `by_mail`: whether the city sends newsletters by mail.
    """

    def __init__(
        self,
        contexts: Callable[[], Context],
        openings: Openings,
        *,
        url: str | None = None,
        by_mail: bool = False,
    ) -> None:
        self.context, self.openings, self._url, self.assets = contexts, openings, url, Assets()
        self.by_mail = by_mail
        self._templates = _templates(self.assets)

    def base(self, request: Request) -> str | None:
        return addresses.base_of(request, self._url)

    @property
    def cache(self) -> str:
        """An answer made with an address of the visitor's own is for nobody else."""
        return answers.SHARED if self._url else answers.OWN

    def page(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        modified: datetime | None = None,
        cache: str | None = None,
        **values: Any,
    ) -> Response:
        """A template of this package as an answer; `cache` is "no-store" for what is one visitor's own."""
        base = self.base(request)
        here = f"{base}{request.url.path}" if base else None
        content = self._templates.get_template(template).render(
            base=base, here=here, by_mail=self.by_mail, **values
        )
        told = cache or (self.cache if status == 200 else "no-store")
        return answers.kept(
            request, content, HTML, cache=told, modified=modified, headers=answers.PAGE, status=status
        )

    def not_found(self, request: Request) -> Response:
        """The same for what is not there and for what is not shown: nobody learns the difference."""
        return self.page(request, "not_found.html", status=404)


def _templates(assets: Assets) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    made.filters |= {"day": day, "iso": iso, "size": told_size, "kind": label_of}
    made.filters |= {"below_title": below_title, "pictured": pictured}
    names: dict[str, Any] = made.globals
    names.update(
        {
            "styles": assets.styles.path,
            "icon": assets.icon.path,
            "title_path": addresses.title_path,
            "issue_path": addresses.issue_path,
            "topic_path": addresses.topic_path,
            "publisher_path": addresses.publisher_path,
            "feed_forms": FORMS,
        }
    )
    return made


def day(when: date) -> str:
    return f"{when.year}년 {when.month}월 {when.day}일"


def iso(when: date) -> str:
    return when.isoformat()
