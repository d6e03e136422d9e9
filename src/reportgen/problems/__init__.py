"""Problems as values: where something is wrong, what was found, and the words that say so."""

from reportgen.problems.collection import Problems, ReportError
from reportgen.problems.problem import Place, Problem

__all__ = ["Place", "Problem", "Problems", "ReportError"]
