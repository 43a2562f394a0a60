"""Text people write: normalised, bounded, rendered safely, mentions found. Pure."""

from madang.text.markdown import Rendered, render
from madang.text.mentions import Mention, MentionKind, find
from madang.text.normal import line, text

__all__ = ["Mention", "MentionKind", "Rendered", "find", "line", "render", "text"]
