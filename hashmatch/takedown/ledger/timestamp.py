"""RFC 3161 time stamps over a checkpoint: an authority confirms that this head existed at that time.

The stamped message is the text ``COUNT:HEAD``, so a stamp can be checked with any RFC 3161 tool as well.
"""

from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from hashmatch.errors import BadProofError, LedgerError
from hashmatch.takedown.ledger.checkpoint import Checkpoint

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def timestamp_request(checkpoint: Checkpoint) -> bytes:
    """Return a request (DER, for a .tsq file) to stamp `checkpoint`.

    It has no nonce: that protects against an old answer to the same question, and no two heads are the same question.
    """
    _need_client()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(str(checkpoint).encode()).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes()


def check_timestamp(name: str, response: bytes, checkpoint: Checkpoint, authority: bytes) -> datetime:
    """Check an authority's answer and return the time that it vouches for.

    Parameters
    ----------
    name : str
        What to call the answer in errors.
    response : bytes
        The .tsr file.
    checkpoint : Checkpoint
        What must have been stamped.
    authority : bytes
        Trusted certificates, PEM: the roots of the authority's chain.

    Raises
    ------
    BadProofError
        If the answer stamps something else, or no trusted authority has signed it.
    LedgerError
        If rfc3161-client is not installed.
    """
    _need_client()
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    builder = VerifierBuilder()
    for certificate in _certificates(authority):
        builder = builder.add_root_certificate(certificate)
    try:
        decoded = decode_timestamp_response(response)
    except ValueError as error:
        raise BadProofError(name, f"no RFC 3161 answer ({error}); ask the authority again") from error
    if decoded.status != 0:
        raise BadProofError(name, f"the authority refused the request (status {decoded.status}); ask again")
    try:
        builder.build().verify_message(decoded, str(checkpoint).encode())
    except (VerificationError, ValueError) as error:
        raise BadProofError(name, f"no trusted stamp over {checkpoint}: {error}") from error
    return decoded.tst_info.gen_time.astimezone(UTC)


def _need_client() -> None:
    if find_spec("rfc3161_client") is None:
        raise LedgerError("time stamps", "need rfc3161-client: pip install 'hashmatch[timestamp]'")


def _certificates(pem: bytes) -> "list[Certificate]":
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(pem)
    except ValueError as error:
        raise BadProofError("the authority's certificates", "no PEM certificates in it; name its root") from error
