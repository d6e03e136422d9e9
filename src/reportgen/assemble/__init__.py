"""Chapters become one book: pages, links, bookmarks, structure tree, folios and metadata."""

from reportgen.assemble.book import assemble

__all__ = ["assemble"]
