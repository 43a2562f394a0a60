"""The citizens' site (서울소식지): pages and feeds of newsletters, read without sign-in and without script.

Whoever asks is a citizen here, also who is signed in elsewhere: an answer is the same for everybody, and may
be kept by whoever stands between.
"""

from madang.server.site.private import Owners
from madang.server.site.routes import routes
from madang.server.site.site import Site

__all__ = ["Owners", "Site", "routes"]
