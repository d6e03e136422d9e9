"""The edition's font files, the private fontconfig file that lists them, and how wide text is in them."""

from reportgen.fonts.find import find_faces, find_fonts

__all__ = ["find_faces", "find_fonts"]
