"""Mails to a server: what is known to be taken, what is known to be refused, and what nobody can know."""

import smtplib
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import parseaddr

SENT, REFUSED, LATER, UNKNOWN = "sent", "refused", "queued", "sending"
_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mails are handed in."""

    host: str
    port: int
    starttls: bool = False
    user: str = ""
    password: str = ""

    def connect(self) -> smtplib.SMTP:
        """A session with the server.

        Fails:  OSError, where it is not there or does not let us in.
        """
        session = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        if self.starttls:
            session.starttls()
        if self.user:
            session.login(self.user, self.password)
        return session


def hand_in(session: smtplib.SMTP, mail: bytes) -> tuple[str, str]:
    """The state of a mail after it was handed in, and why: SENT, REFUSED or LATER as the server said, else UNKNOWN."""
    head = BytesHeaderParser(policy=SMTP).parsebytes(mail)
    sender, recipient = (parseaddr(str(head[name]))[1] for name in ("From", "To"))
    try:
        session.sendmail(sender, [recipient], mail)
    except smtplib.SMTPRecipientsRefused as fault:
        return _refused(*fault.recipients[recipient])
    except smtplib.SMTPResponseException as fault:
        return _refused(fault.smtp_code, fault.smtp_error)
    except (smtplib.SMTPException, OSError) as fault:  # it left us in the middle: the mail may be on its way
        return UNKNOWN, str(fault)
    return SENT, ""


def _refused(code: int, said: bytes | str) -> tuple[str, str]:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return (REFUSED if code >= 500 else LATER if code >= 400 else UNKNOWN), f"{code} {words}"
