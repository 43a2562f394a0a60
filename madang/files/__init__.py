"""Attachments: what a file is, what it may be called, where it is kept."""

from madang.files.media import ALLOWED, MediaType
from madang.files.names import content_disposition, safe_name
from madang.files.sniffing import sniff
from madang.files.storage import FolderStorage, Storage, Stored, whole

__all__ = [
    "ALLOWED",
    "FolderStorage",
    "MediaType",
    "Storage",
    "Stored",
    "content_disposition",
    "safe_name",
    "sniff",
    "whole",
]
