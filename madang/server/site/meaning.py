"""What an issue's page is, in the words of schema.org: for search engines, as data that no browser runs."""

from typing import Any

from madang.server.site import addresses
from madang.server.site.syndication import published
from resolvers.newsletters.line_files import FileLine
from resolvers.newsletters.lines import IssueLine


def article(line: IssueLine, base: str, cover: FileLine | None = None) -> dict[str, Any]:
    here = base + addresses.issue_path(line.slug, line.number)
    title = {
        "@type": "Periodical",
        "name": line.title,
        "url": base + addresses.title_path(line.slug),
    }
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": line.heading,
        **({"image": [base + cover.path]} if cover else {}),
        "description": line.excerpt,
        "inLanguage": line.language.value.lower(),
        "datePublished": published(line).isoformat(timespec="seconds"),
        "dateModified": line.changed_at.isoformat(timespec="seconds"),
        "mainEntityOfPage": here,
        "url": here,
        "isAccessibleForFree": True,
        "keywords": line.topics,
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": line.number, "isPartOf": title},
        "publisher": {"@type": "GovernmentOrganization", "name": line.publisher},
    }
