"""A head is stamped by an authority of RFC 3161, made here with openssl, and the stamp is checked."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hashmatch.errors import BadProofError, LedgerError
from hashmatch.takedown.ledger import Checkpoint, check_timestamp, timestamp_request

HEAD = Checkpoint(7, bytes(range(32)))
OTHER = Checkpoint(7, bytes(32))

CONFIG = """
[ tsa ]
default_tsa = authority
[ authority ]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """A time-stamping authority with a root of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "serial").write_text("01\n", encoding="ascii")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder), encoding="ascii")
        (folder / "tsa.ext").write_text(
            "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n", encoding="ascii"
        )
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test root",
                      "-keyout", "root.key", "-out", "root.pem")  # fmt: skip
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test authority",
                      "-keyout", "tsa.key", "-out", "tsa.csr")  # fmt: skip
        self._openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
                      "-days", "2", "-extfile", "tsa.ext", "-out", "tsa.pem")  # fmt: skip
        self.root = (folder / "root.pem").read_bytes()

    def stamp(self, request: bytes) -> bytes:
        """Answer a request."""
        (self.folder / "head.tsq").write_bytes(request)
        self._openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "head.tsq", "-out", "head.tsr")
        return (self.folder / "head.tsr").read_bytes()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def test_a_stamp_says_when_the_head_existed(authority: Authority) -> None:
    response = authority.stamp(timestamp_request(HEAD))
    stamped = check_timestamp("head.tsr", response, HEAD, authority.root)
    assert stamped.tzinfo is UTC
    assert abs(stamped - datetime.now(UTC)) < timedelta(hours=1)


def test_a_stamp_over_another_head_is_refused(authority: Authority) -> None:
    response = authority.stamp(timestamp_request(OTHER))
    with pytest.raises(BadProofError, match=r"head\.tsr: no trusted stamp over 7:0001"):
        check_timestamp("head.tsr", response, HEAD, authority.root)


def test_a_stamp_of_somebody_else_is_refused(authority: Authority, tmp_path: Path) -> None:
    stranger = Authority(tmp_path)
    with pytest.raises(BadProofError, match="no trusted stamp"):
        check_timestamp("head.tsr", stranger.stamp(timestamp_request(HEAD)), HEAD, authority.root)


def test_a_changed_stamp_is_refused(authority: Authority) -> None:
    response = authority.stamp(timestamp_request(HEAD))
    for place in range(9, len(response), 97):
        changed = response[:place] + bytes([response[place] ^ 1]) + response[place + 1 :]
        try:
            stamped = check_timestamp("head.tsr", changed, HEAD, authority.root)
        except BadProofError:
            continue
        # What is not signed (an unused certificate field) may change; the time may not.
        assert stamped == check_timestamp("head.tsr", response, HEAD, authority.root)


def test_what_is_no_answer_is_refused(authority: Authority) -> None:
    with pytest.raises(BadProofError, match="no RFC 3161 answer"):
        check_timestamp("head.tsr", b"no answer", HEAD, authority.root)
    with pytest.raises(BadProofError, match="no PEM certificates"):
        check_timestamp("head.tsr", authority.stamp(timestamp_request(HEAD)), HEAD, b"no certificate")


def test_a_refusal_is_told(authority: Authority) -> None:
    response = authority.stamp(b"no request")
    with pytest.raises(BadProofError, match="the authority refused the request"):
        check_timestamp("head.tsr", response, HEAD, authority.root)


def test_a_missing_client_is_told_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashmatch.takedown.ledger.timestamp.find_spec", lambda _: None)
    with pytest.raises(LedgerError, match=r"pip install 'hashmatch\[timestamp\]'"):
        timestamp_request(HEAD)
    with pytest.raises(LedgerError, match="rfc3161-client"):
        check_timestamp("head.tsr", b"", HEAD, b"")
