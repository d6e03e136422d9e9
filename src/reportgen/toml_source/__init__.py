"""TOML whose every key knows its place, and typed values out of it."""

from reportgen.toml_source.keys import KeyReader
from reportgen.toml_source.source import TomlSource, load_toml, parse_toml

__all__ = ["KeyReader", "TomlSource", "load_toml", "parse_toml"]
