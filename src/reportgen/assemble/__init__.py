"""Chapters become one book: pages, links, bookmarks, structure tree, folios and metadata."""

from reportgen.assemble.book import assemble
from reportgen.assemble.chapter import assemble_chapter

__all__ = ["assemble", "assemble_chapter"]
