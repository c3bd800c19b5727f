"""What the frames of a sentence say of two organizations, as features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.frames import Frame


def frame_features(told: Iterable[Frame], one: int, other: int, kind: str) -> Iterator[str]:
    """Yield what the frames of a sentence say of two organizations, the same for both orders; ``kind`` of section."""
    seen = False
    for frame in told:
        seen = True
        if frame.joins(one, other):
            yield "F"
            yield f"F:{kind}"
            yield f"F:{frame.group}"
            yield f"F:{kind}:{frame.group}"
            yield f"F:{frame.group}:{frame.relation}"
            if frame.mood:
                yield f"F:{frame.mood}"
                yield f"F:{frame.group}:{frame.mood}"
        elif (one in frame.left and other in frame.left) or (one in frame.right and other in frame.right):
            yield "F:side"
            yield f"F:side:{frame.group}"
    if seen:
        yield "F:some"
        yield f"F:some:{kind}"


def directed_features(told: Iterable[Frame], one: int, other: int) -> Iterator[str]:
    """Yield what the frames say of which of two organizations does it to which."""
    for frame in told:
        if frame.relation != "mutual":
            if one in frame.left and other in frame.right:
                yield f"F:{frame.group}:{frame.relation}:left"
                yield f"F:{frame.relation}:left"
            elif other in frame.left and one in frame.right:
                yield f"F:{frame.group}:{frame.relation}:right"
                yield f"F:{frame.relation}:right"
