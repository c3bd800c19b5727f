"""Bytes to text: which encoding a file is in, or one clear sentence why it is no text.

Order of trust: a byte order mark, the encoding that the file declares (HTML only), UTF-8, then a guess by
charset-normalizer among the encodings that press releases are found in.
"""

from __future__ import annotations

import codecs
import re

from ontology.errors import SourceError

LONGEST = 1_000_000
"""Most characters one document may have: what spaCy reads at once, and some hundred times a long press release."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
)
# What is found in the wild for the languages of press releases; a shorter list guesses better than all 99.
_GUESSES = ["cp1252", "cp1250", "cp1251", "mac_roman", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"]
# Control characters that no text holds; tab, newline, form feed, carriage return, ^Z and escape may stray in.
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x19\x7f]")


def decode(data: bytes, source: object, declared: str | None = None) -> str:
    """Return the text of ``data`` with newlines as ``\\n`` and without byte order mark.

    ``declared`` is the encoding that the file names for itself. Raises :class:`SourceError` for empty, binary and
    undecodable data, naming ``source``.

    >>> decode("Société".encode("cp1252") + b" g\\xe9n\\xe9rale de th\\xe9rapie", "release.txt")
    'Société générale de thérapie'
    """
    if not data.strip():
        raise SourceError(source, "the file is empty; expected the text of a press release")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise SourceError(source, f"this is {kind}; expected text, HTML or JSON Lines")
    text = _decode(data, source, declared).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(source, "the file is empty; expected the text of a press release")
    return text


def check_length(text: str, source: object) -> str:
    """Return ``text``; raises :class:`SourceError` if it is longer than one document may be."""
    if len(text) > LONGEST:
        raise SourceError(source, f"the text has {len(text):,} characters; expected at most {LONGEST:,}")
    return text


def _decode(data: bytes, source: object, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, source)
    if _BINARY.search(data):
        raise SourceError(source, "this is a binary file; expected text, HTML or JSON Lines")
    if declared is not None and (codec := _known(declared)) is not None:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            pass  # Pages often declare an encoding that they are not in.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, source, error.start)


def _known(declared: str) -> str | None:
    """Return the codec for a declared encoding; as in browsers "latin-1" and "ascii" mean Windows-1252."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _strict(data: bytes, encoding: str, source: object) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not {encoding}, the encoding that the first bytes announce"
        raise SourceError(source, reason) from None


def _guess(data: bytes, source: object, first_error: int) -> str:
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    if sum(character > "\x7f" for character in replaced) - broken > broken:
        # Mostly right UTF-8: another encoding would turn every dash and accent into rubbish.
        raise SourceError(source, f"byte {first_error} is damaged UTF-8; save the file as UTF-8 again")
    from charset_normalizer import from_bytes

    match = from_bytes(data, cp_isolation=_GUESSES).best()
    if match is None:
        raise SourceError(source, f"byte {first_error} is not UTF-8 and no other encoding fits; save the file as UTF-8")
    return str(match)
