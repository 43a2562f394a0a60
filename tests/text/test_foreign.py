"""HTML of others is shown without what acts, and with pictures only from where we say."""

from madang.text.foreign import paragraphs, safe


def ours(address: str) -> str | None:
    return "/newsletter-files/1" if address == "cid:1" else None


def test_nothing_that_acts_or_loads_is_left() -> None:
    html = (
        '<style>p{}</style><p style="x" onclick="y()">글<script>1</script><iframe src="/a"></iframe></p>'
        '<img src="cid:1" alt="표" srcset="http://t/2"><img src="//t/1"><img src="/ours">'
        '<form action="/x">칸</form>'
        '<a href="/inside">하나</a><a href="//t/">둘</a><a href=" javascript:x">셋</a><a href="https://seoul.kr/">넷</a>'
    )
    rel = 'rel="noopener noreferrer nofollow"'
    assert safe(html, ours) == (
        '<p>글</p><img src="/newsletter-files/1" alt="표"><img><img>칸'
        f'<a {rel}>하나</a><a {rel}>둘</a><a {rel}>셋</a><a href="https://seoul.kr/" {rel}>넷</a>'
    )


def test_a_text_becomes_paragraphs() -> None:
    assert paragraphs("하나 <b>\n둘\n\n\n셋") == "<p>하나 &lt;b&gt;<br>둘</p>\n<p>셋</p>"
    assert paragraphs("") == ""
