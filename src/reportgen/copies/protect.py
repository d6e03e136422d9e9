"""A copy that is encrypted: a password opens it, or it asks viewers to refuse what the operator forbids."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Encryption, ObjectStreamMode, Pdf, Permissions

FORBIDDEN = {  # what an operator may forbid, and the permissions that it takes away
    "print": ("print_lowres", "print_highres"),
    "copy": ("extract",),
    "change": ("modify_annotation", "modify_assembly", "modify_form", "modify_other"),
}


@dataclass(frozen=True, slots=True)
class Protection:
    """How a run's copies are encrypted. A copy with a password always is."""

    encrypted: bool = False  # those without a password too
    forbidden: tuple[str, ...] = ()  # of FORBIDDEN

    def concerns(self, password: str) -> bool:
        """Whether a copy with this password, or without one, is encrypted."""
        return bool(password or self.encrypted or self.forbidden)


OPEN = Protection()


def encrypt(copy: bytes, password: str, forbidden: Collection[str] = ()) -> bytes:
    """The copy in AES-256, with a file key of its own; never the same bytes twice.

    What is forbidden only asks viewers, and many do not listen: whoever opens a file can take the restriction out.
    Reading aloud is never forbidden.
    """
    kept = BytesIO()
    taken = dict.fromkeys((right for name in forbidden for right in FORBIDDEN[name]), False)
    with Pdf.open(BytesIO(copy)) as book:
        book.save(
            kept,
            encryption=Encryption(
                user=password,
                owner=secrets.token_urlsafe(24),
                R=6,
                allow=Permissions(**{"modify_assembly": True, **taken}),
            ),
            object_stream_mode=ObjectStreamMode.preserve,
            fix_metadata_version=False,
        )
    return kept.getvalue()
