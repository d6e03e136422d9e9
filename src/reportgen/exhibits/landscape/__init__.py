"""Industry landscapes: wide pages of bands, one a segment, with one tile a placement, so that area is count.

Why measured: a name's lines, the tiles' size and the pages follow from the widths of the names in the edition's
fonts. Nothing is pressed to find out.
"""

from reportgen.exhibits.landscape.arrange import arrange_landscape

__all__ = ["arrange_landscape"]
