"""A copy and its letter as a mail that any program can send: the same bytes for the same copy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from reportgen.copies.journal import Entry
from reportgen.copies.subscribers import Subscriber
from reportgen.model.both import Both

FIELDS = frozenset(("name", "title", "year", "link"))
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What all mails of a run have in common."""

    sender: str
    title: Both[str]
    year: int
    attached: Both[str]  # the letter with a copy in it: its first line is the subject
    linked: Both[str]  # the letter that says where the copy is
    link: str  # before the name of a copy's file; "" where none may be linked


def unknown_fields(letter: str) -> list[str]:
    """The fields in a letter's text that no mail has."""
    return sorted(set(_FIELD.findall(letter)) - FIELDS)


def write_letter(letters: Letters, subscriber: Subscriber, entry: Entry, copy: bytes | None, sent: str) -> bytes:
    """The mail with the subscriber's copy, or with the link to it where `copy` is None.

    Takes:  `sent`, its date as mails write it.
    """
    file = f"{entry.copy}.pdf"
    language = subscriber.language
    values = {
        "name": subscriber.name,
        "title": letters.title.of(language),
        "year": str(letters.year),
        "link": letters.link + file,
    }
    text = _fill((letters.linked if copy is None else letters.attached).of(language), values)
    subject, _, body = text.partition("\n")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = letters.sender
    mail["To"] = Address(subscriber.name, addr_spec=subscriber.email)
    mail["Subject"] = subject.strip()
    mail["Date"] = sent
    mail["Message-ID"] = f"<{entry.copy}.{entry.delivered[:16]}@{letters.sender.rpartition('@')[2]}>"
    mail["Content-Language"] = {"zh": "zh-Hans", "en": "en"}[language]
    mail.set_content(body.lstrip("\n"))
    if copy is not None:
        mail.add_attachment(copy, maintype="application", subtype="pdf", filename=file)
        mail.set_boundary(f"=_{entry.delivered[:32]}")  # else another one each time
    return mail.as_bytes()


def _fill(letter: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda field: values[field[1]], letter)
