"""Font programs that several chapters carry alike, kept once."""

from hashlib import sha256

from pikepdf import Dictionary, Name, Object, Pdf


def share_font_programs(book: Pdf) -> None:
    """Point all descriptors with the same font program to one copy of it."""
    kept: dict[bytes, Object] = {}
    for descriptor in book.objects:
        if not isinstance(descriptor, Dictionary) or descriptor.get(Name.Type) != Name.FontDescriptor:
            continue
        for key in (Name.FontFile2, Name.FontFile3):
            if key in descriptor:
                program = descriptor[key]
                descriptor[key] = kept.setdefault(sha256(program.read_raw_bytes()).digest(), program)
