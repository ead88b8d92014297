"""Document ids from file names."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from esfnlp.swedish.slugs import slug


def document_ids(paths: Iterable[Path]) -> dict[Path, str]:
    """An id for each path: the slug of its name; for those that clash also the extension, then the folders.

    The ids do not depend on the order of the paths.
    """
    unique = sorted(set(paths))
    depth = dict.fromkeys(unique, 0)
    ids = {path: _id(path, 0) for path in unique}
    for _ in range(max((len(path.parts) for path in unique), default=0) + 1):
        counts = Counter(ids.values())
        clashing = [path for path in unique if counts[ids[path]] > 1]
        if not clashing:
            break
        for path in clashing:
            depth[path] += 1
            ids[path] = _id(path, depth[path])
    return ids


def _id(path: Path, depth: int) -> str:
    """The slug with `depth` further parts: the extension, the parent folder, its parent …"""
    folders = [part for part in path.parent.parts[::-1] if slug(part)]
    parts = [path.stem, path.suffix, *folders][: depth + 1]
    return slug(" ".join(parts)) or "document"
