"""Signatures by the operator's certificate: of the manifest, beside it, and of copies, within them.

Why imported late: signing is an extra, and whoever does not ask for it need not have its libraries.
"""

import asyncio
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from typing import Any


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A PKCS#12 file with key and certificate, and what opens it."""

    data: bytes
    password: str

    def sign(self, data: bytes) -> bytes:
        """A detached CMS signature of `data`, in DER."""
        return bytes(asyncio.run(self.open().async_sign_general_data(data, "sha256", detached=True)).dump())

    def sign_copy(self, copy: bytes, password: str) -> bytes:
        """The copy with a hidden signature behind it, which covers all of it; nothing may be changed after that."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers

        writer, signed = IncrementalPdfFileWriter(BytesIO(copy)), BytesIO()
        if writer.prev.encrypted:
            writer.encrypt(password)  # type: ignore[no-untyped-call]
        field = fields.SigFieldSpec(  # hidden, for what is shown would have to be tagged
            "Signature", invis_sig_settings=fields.InvisSigSettings(set_hidden_flag=True, set_print_flag=False)
        )
        told = signers.PdfSignatureMetadata(field_name=field.sig_field_name, md_algorithm="sha256")
        signers.PdfSigner(told, signer=self.open(), new_field_spec=field).sign_pdf(writer, output=signed)
        return signed.getvalue()

    def open(self) -> Any:
        """What signs.

        Fails:  ValueError, for a file that is no key, or that the password does not open.
        """
        from pyhanko.sign.signers import SimpleSigner

        signer = SimpleSigner.load_pkcs12_data(self.data, [], self.password.encode() or None)
        if signer is None:
            raise ValueError("not a PKCS#12 file that the password opens")
        return signer


def can_sign() -> bool:
    """Whether the extra is installed."""
    return find_spec("pyhanko") is not None


def find_signer(data: bytes, signature: bytes) -> str:
    """Who signed `data`, as the certificate says; "" where the signature is not of these bytes.

    Whether the certificate is to be trusted is for whoever knows its fingerprint to say.
    """
    from asn1crypto.cms import ContentInfo
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms

    try:
        signed = ContentInfo.load(signature)["content"]
        status = asyncio.run(async_validate_detached_cms(data, signed, _as_it_says(signed)))
    except (ValueError, TypeError):
        return ""
    if not (status.intact and status.valid):
        return ""
    return f"{status.signing_cert.subject.human_friendly} sha256:{status.signing_cert.sha256.hex()}"


def is_signed_whole(copy: bytes, password: str = "") -> bool:
    """Whether the last signature in the copy is right and covers all of it."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature

    reader = PdfFileReader(BytesIO(copy))
    if reader.encrypted:
        reader.decrypt(password)
    if not reader.embedded_signatures:
        return False
    last = reader.embedded_signatures[-1]
    status = asyncio.run(async_validate_pdf_signature(last, _as_it_says(last.signed_data)))
    return bool(status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE)


def _as_it_says(signed: Any) -> Any:
    """Take the certificates in a signature for what they say: only whether it is of these bytes is asked."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=[each.chosen for each in signed["certificates"]], allow_fetching=False)
