"""How many examples a test of a property tries, and that a check leaves none of it to chance.

In a check the same sources try the same examples, so that one commit gets one verdict. A search
(`./check search`) tries others, and many times more of them.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, Phase, settings
from nacl.signing import SigningKey

from app.model import ids, stamp

USUAL = 100
"""How many examples a test tries in a check that does not say otherwise."""
TIMES = 50
"""How many times more a search tries."""
# how long an example took says something of the machine, nothing of the property
_WHATEVER_TIME_IT_TAKES = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": True,
}
settings.register_profile(
    "checking", derandomize=True, max_examples=USUAL, **_WHATEVER_TIME_IT_TAKES
)
settings.register_profile(  # for who only wants to know whether a test fails
    "noticing", settings.get_profile("checking"), phases=(Phase.explicit, Phase.generate)
)
settings.register_profile("searching", max_examples=USUAL * TIMES, **_WHATEVER_TIME_IT_TAKES)


def examples(number: int, steps: int = 50) -> settings:
    """So many in a check, and as many times more in a search; `steps` are those of a machine."""
    return settings(
        max_examples=number * settings.default.max_examples // USUAL,
        stateful_step_count=steps,
        **_WHATEVER_TIME_IT_TAKES,
    )


_PLAIN = (bool, int, str, bytes, tuple, list, dict, type(None))


class _Moments:
    """Takes the place of the module `time`: it goes on by being asked, not by itself."""

    def __init__(self) -> None:
        self._ns = time.time_ns()

    def time_ns(self) -> int:
        """Mostly later than before, as between two writes; sometimes within the millisecond."""
        self._ns += random.choice([0, 1, 1, 3]) * 1_000_000
        return self._ns


class _MomentsOfIds(_Moments):
    """Never the same moment twice: each example draws the same chance, and ids must differ."""

    def time_ns(self) -> int:
        self._ns += 1_000_000
        return self._ns


@contextmanager
def same_every_time(test: Callable[..., object]) -> Iterator[None]:
    """While it lasts, ids, devices and moments follow from the example that is tried.

    So they are others in another example, and the same when it is tried again.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids.secrets, "token_bytes", random.randbytes)
        patch.setattr(stamp, "time", _Moments())
        patch.setattr(ids, "time", _MomentsOfIds())
        patch.setattr(SigningKey, "generate", lambda: SigningKey(random.randbytes(32)))
        if handle := getattr(test, "hypothesis", None):
            patch.setattr(handle, "inner_test", _begun_anew(handle.inner_test))
        random.seed(test.__name__)
        yield


def _begun_anew(inner: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(inner)
    def tried(*args: object, **named: object) -> object:
        random.seed(repr([each for each in named.items() if isinstance(each[1], _PLAIN)]))
        return inner(*args, **named)

    return tried
