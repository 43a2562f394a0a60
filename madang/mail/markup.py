"""HTML for mail programs: they know no style sheets, and nothing in it may load or tell who reads."""

import nh3

TEXT = "font-family:sans-serif;font-size:16px;line-height:1.7;color:#1e2124"
CELL = "border:1px solid #b1b8be;padding:6px 8px;text-align:left;vertical-align:top"
STYLES = {
    "p": "margin:0 0 16px",
    "h1": "font-size:22px;line-height:1.4;margin:28px 0 12px",
    "h2": "font-size:20px;line-height:1.4;margin:28px 0 12px",
    "h3": "font-size:18px;line-height:1.4;margin:24px 0 12px",
    "h4": "font-size:16px;margin:20px 0 8px",
    "h5": "font-size:16px;margin:20px 0 8px",
    "h6": "font-size:16px;margin:20px 0 8px",
    "ul": "margin:0 0 16px;padding-left:24px",
    "ol": "margin:0 0 16px;padding-left:24px",
    "li": "margin:0 0 4px",
    "blockquote": "margin:0 0 16px;padding:4px 16px;border-left:4px solid #b1b8be;color:#464c53",
    "pre": "margin:0 0 16px;padding:12px;background:#f4f5f6;white-space:pre-wrap",
    "code": "font-family:monospace;background:#f4f5f6",
    "hr": "border:0;border-top:1px solid #cdd1d5;margin:24px 0",
    "table": "border-collapse:collapse;margin:0 0 16px",
    "th": f"{CELL};background:#f4f5f6",
    "td": CELL,
    "a": "color:#0b50d0",
}
PLAIN = {
    "br",
    "em",
    "strong",
    "b",
    "i",
    "s",
    "u",
    "sub",
    "sup",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "caption",
    "div",
}
CLEANER = nh3.Cleaner(
    tags={*STYLES, *PLAIN},
    attributes={"a": {"href"}, "ol": {"start"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
    set_tag_attribute_values={tag: {"style": style} for tag, style in STYLES.items()},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
)


def for_mail(html: str) -> str:
    """Through a sanitiser of its own, whatever was let into the archive: no image, no class, no form."""
    return CLEANER.clean(html)


def page(title: str, body: str) -> str:
    """`title` and `body` are HTML."""
    return (
        f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="margin:0;padding:24px 16px"><div style="max-width:680px;margin:0 auto;{TEXT}">'
        f"{body}</div></body></html>"
    )
