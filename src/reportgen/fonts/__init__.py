"""The edition's font files, the private fontconfig file that lists them, and how wide text is in them."""

from reportgen.fonts.find import SHIPPED, find_faces, find_fonts

__all__ = ["SHIPPED", "find_faces", "find_fonts"]
