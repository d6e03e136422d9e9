"""Edition to Script and exhibit declarations: all that editors write under content/."""

from reportgen.content.chapter import load_script
from reportgen.content.declarations import load_declarations

__all__ = ["load_declarations", "load_script"]
