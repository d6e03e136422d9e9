"""Blocks within blocks and inlines within inlines: walked, and changed where they end."""

from collections.abc import Callable, Iterable, Iterator

from reportgen.model.text import (
    Block,
    Callout,
    Definition,
    DefinitionList,
    Emphasis,
    ExhibitCall,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Quotation,
    Strong,
    TextTable,
)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """`blocks` and all that stand in them, in reading order, the outer before the inner."""
    for block in blocks:
        yield block
        match block:
            case ListBlock(items, _, _):
                yield from walk(inner for item in items for inner in item)
            case Quotation(inside, _, _) | Callout(_, _, inside, _):
                yield from walk(inside)


def texts(block: Block) -> tuple[Inlines, ...]:
    """The runs of text of `block` itself, without those of the blocks in it."""
    match block:
        case Paragraph(inlines, _) | Note(_, _, inlines, _) | Callout(_, inlines, _, _) | Image(_, inlines, _):
            return (inlines,)
        case DefinitionList(entries, _):
            return tuple(inlines for item in entries for inlines in (item.term, *item.meanings))
        case Quotation(_, source, _):
            return (source,)
        case TextTable(head, _, rows, _):
            return (*head, *(cell for row in rows for cell in row))
        case ExhibitCall(_, _, caption, takeaway, _):
            return (caption, takeaway)
        case ListBlock():
            return ()


def map_texts(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """`block` with each run of text changed, also those of the blocks in it."""

    def nested(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map_texts(inner, change) for inner in blocks)

    def each(some: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
        return tuple(change(inlines) for inlines in some)

    match block:
        case Paragraph(inlines, place):
            return Paragraph(change(inlines), place)
        case Note(label, number, inlines, place):
            return Note(label, number, change(inlines), place)
        case ListBlock(items, start, place):
            return ListBlock(tuple(nested(item) for item in items), start, place)
        case DefinitionList(entries, place):
            return DefinitionList(tuple(Definition(change(e.term), each(e.meanings)) for e in entries), place)
        case TextTable(head, aligns, rows, place):
            return TextTable(each(head), aligns, tuple(each(row) for row in rows), place)
        case Quotation(blocks, source, place):
            return Quotation(nested(blocks), change(source), place)
        case Callout(kind, title, blocks, place):
            return Callout(kind, change(title), nested(blocks), place)
        case Image(src, caption, place):
            return Image(src, change(caption), place)
        case ExhibitCall(kind, id_, caption, takeaway, place):
            return ExhibitCall(kind, id_, change(caption), change(takeaway), place)


def leaves(inlines: Inlines) -> Iterator[Inline]:
    """The inlines that hold no others, in reading order."""
    for node in inlines:
        match node:
            case Strong(children) | Emphasis(children) | Link(_, children, _):
                yield from leaves(children)
            case _:
                yield node


def map_leaves(inlines: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    """`inlines` with each one changed that holds no others."""

    def changed(node: Inline) -> Inline:
        match node:
            case Strong(children):
                return Strong(map_leaves(children, change))
            case Emphasis(children):
                return Emphasis(map_leaves(children, change))
            case Link(href, children, place):
                return Link(href, map_leaves(children, change), place)
            case _:
                return change(node)

    return tuple(changed(node) for node in inlines)
