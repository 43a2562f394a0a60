"""The three forms of a feed: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

import orjson

from madang.server.site.syndication import Enclosure, Entry, Feed

ATOM = "http://www.w3.org/2005/Atom"
RSS = {
    "version": "2.0",
    "xmlns:atom": ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
JSON_FEED = "https://jsonfeed.org/version/1.1"


class Form(NamedTuple):
    media_type: str
    name: str
    write: Callable[[Feed], str]


def atom(feed: Feed) -> str:
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _put(root, "id", feed.id)
    _put(root, "title", feed.name)
    _put(root, "subtitle", feed.about)
    _put(root, "updated", _moment(feed.updated))
    _put(root, "icon", feed.icon)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.own})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    _put(SubElement(root, "author"), "name", "서울소식지")
    for one in feed.entries:
        _atom_entry(root, one)
    return _xml(root)


def _atom_entry(root: Element, one: Entry) -> None:
    item = SubElement(root, "entry", {"xml:lang": one.language})
    _put(item, "id", one.id)
    _put(item, "title", one.heading)
    _put(item, "published", _moment(one.published))
    _put(item, "updated", _moment(one.updated))
    SubElement(item, "link", {"rel": "alternate", "type": "text/html", "href": one.address})
    for file in one.enclosures:
        told = {"type": file.media_type, "length": str(file.size), "title": file.name}
        SubElement(item, "link", {"rel": "enclosure", "href": file.address, **told})
    _put(SubElement(item, "author"), "name", one.publisher)
    for topic in one.topics:
        SubElement(item, "category", {"term": topic})
    _put(item, "summary", one.excerpt)
    if one.html:
        _put(item, "content", one.html, type="html")


def rss(feed: Feed) -> str:
    root = Element("rss", RSS)
    channel = SubElement(root, "channel")
    _put(channel, "title", feed.name)
    _put(channel, "link", feed.home)
    _put(channel, "description", feed.about)
    _put(channel, "language", feed.language)
    _put(channel, "lastBuildDate", format_datetime(feed.updated))
    SubElement(channel, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": feed.own})
    for one in feed.entries:
        _rss_item(channel, one)
    return _xml(root)


def _rss_item(channel: Element, one: Entry) -> None:
    item = SubElement(channel, "item")
    _put(item, "title", one.heading)
    _put(item, "link", one.address)
    _put(item, "guid", one.id, isPermaLink="false")
    _put(item, "pubDate", format_datetime(one.published))
    _put(item, "dc:creator", one.publisher)
    for topic in one.topics:
        _put(item, "category", topic)
    _put(item, "description", one.excerpt)
    if one.html:
        _put(item, "content:encoded", one.html)
    for file in one.enclosures:
        told = {"type": file.media_type, "length": str(file.size)}
        SubElement(item, "enclosure", {"url": file.address, **told})


def json_feed(feed: Feed) -> str:
    told = {
        "version": JSON_FEED,
        "title": feed.name,
        "home_page_url": feed.home,
        "feed_url": feed.own,
        "description": feed.about,
        "icon": feed.icon,
        "language": feed.language,
        "items": [_json_item(one) for one in feed.entries],
    }
    return orjson.dumps(told).decode()


def _json_item(one: Entry) -> dict[str, Any]:
    text = {"content_html": one.html} if one.html else {"content_text": one.excerpt}
    files = [_json_file(file) for file in one.enclosures]
    return {
        "id": one.id,
        "url": one.address,
        "title": one.heading,
        **text,
        "summary": one.excerpt,
        "date_published": _moment(one.published),
        "date_modified": _moment(one.updated),
        "authors": [{"name": one.publisher}],
        "tags": one.topics,
        "language": one.language,
        **({"attachments": files} if files else {}),
    }


def _json_file(file: Enclosure) -> dict[str, Any]:
    told = {"title": file.name, "size_in_bytes": file.size}
    return {"url": file.address, "mime_type": file.media_type, **told}


def _put(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _xml(root: Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


FORMS = {
    "rss": Form("application/rss+xml", "RSS", rss),
    "atom": Form("application/atom+xml", "Atom", atom),
    "json": Form("application/feed+json", "JSON Feed", json_feed),
}
