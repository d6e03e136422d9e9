"""The book's structure tree, made of its chapters' trees."""

from collections.abc import Sequence
from operator import itemgetter

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String


class StructureTree:
    """One tree with one Document; the keys that lead from content to its elements are counted through the book.

    Ids of elements begin with their chapter's, so they stay unique as they are.
    """

    def __init__(self, book: Pdf, language: str) -> None:
        self._book = book
        self._language = language
        self._document = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self._parents: list[Object | int] = []  # key, value, key, value …
        self._keys = 0
        self._ids: list[tuple[bytes, Object]] = []

    def add(self, part: Pdf, pages: Sequence[Page]) -> None:
        """Hang a chapter's elements under the book's Document. `pages` are the chapter's, already in the book."""
        root = self._book.copy_foreign(part.Root.StructTreeRoot)
        for element in root.K[0].K:
            element.P = self._document
            if part.Root.Lang != self._language and Name.Lang not in element:
                element.Lang = part.Root.Lang
            self._document.K.append(element)
        parents = root.ParentTree.Nums
        for at in range(0, len(parents), 2):
            self._parents += (self._keys + int(parents[at]), parents[at + 1])
        for page in pages:
            page.obj.StructParents += self._keys
            for annotation in page.obj.get(Name.Annots, ()):
                if Name.StructParent in annotation:
                    annotation.StructParent += self._keys
        self._keys += len(parents) // 2
        if Name.IDTree in root:
            names = root.IDTree.Names
            self._ids += ((bytes(names[at]), names[at + 1]) for at in range(0, len(names), 2))

    def write(self) -> None:
        """Put the tree into the book."""
        root = self._book.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array([self._document]),
                ParentTree=self._book.make_indirect(Dictionary(Nums=Array(self._parents))),
                ParentTreeNextKey=self._keys,
            )
        )
        if self._ids:
            names = Array(
                item for key, element in sorted(self._ids, key=itemgetter(0)) for item in (String(key), element)
            )
            root.IDTree = self._book.make_indirect(Dictionary(Names=names))
        self._document.P = root
        self._book.Root.StructTreeRoot = root
        self._book.Root.MarkInfo = Dictionary(Marked=True)
        self._book.Root.Lang = String(self._language)
