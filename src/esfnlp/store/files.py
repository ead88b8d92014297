"""Files that are whole or not there."""

import hashlib
import os
import secrets
from pathlib import Path

_CHUNK_BYTES = 1 << 20


def write_atomic(path: Path, data: bytes | str) -> None:
    """Writes `data` (text as UTF-8) so that `path` holds either its old content or all of the new.

    Folders on the way are made. Raises `OSError` where the disk refuses; then nothing of the new remains.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    payload = data.encode("utf-8") if isinstance(data, str) else data
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
