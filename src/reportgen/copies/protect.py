"""A copy that a password opens."""

import secrets
from io import BytesIO

from pikepdf import Encryption, ObjectStreamMode, Pdf, Permissions


def encrypt(copy: bytes, password: str) -> bytes:
    """The copy in AES-256, with a file key of its own; never the same bytes twice.

    Nothing is forbidden to whoever opens it: such restrictions only ask viewers, and many do not listen.
    """
    kept = BytesIO()
    with Pdf.open(BytesIO(copy)) as book:
        book.save(
            kept,
            encryption=Encryption(
                user=password, owner=secrets.token_urlsafe(24), R=6, allow=Permissions(modify_assembly=True)
            ),
            object_stream_mode=ObjectStreamMode.preserve,
            fix_metadata_version=False,
        )
    return kept.getvalue()
