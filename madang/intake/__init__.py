"""Newsletters as departments have them today, read from their files: mailings, pages, documents, feeds.

`Worker` reads in a process of its own. Nothing is fetched and nothing is kept.
"""

from madang.intake.folders import files_in, read_file
from madang.intake.taken import Attachment, Kind, Refused, Taken
from madang.intake.worker import Limits, Worker

__all__ = ["Attachment", "Kind", "Limits", "Refused", "Taken", "Worker", "files_in", "read_file"]
