"""Newsletters as departments have them today, read from their files: mailings, pages, documents, feeds.

`Worker` reads in a process of its own. Nothing is fetched and nothing is kept.
"""

from madang.intake.folders import files_in, read_file
from madang.intake.readers import Readers, Spool
from madang.intake.survey import Item, survey
from madang.intake.taken import Attachment, Kind, Refused, Taken, Watch, Watched
from madang.intake.worker import Limits, Worker

__all__ = [
    "Attachment",
    "Item",
    "Kind",
    "Limits",
    "Readers",
    "Refused",
    "Spool",
    "Taken",
    "Watch",
    "Watched",
    "Worker",
    "files_in",
    "read_file",
    "survey",
]
