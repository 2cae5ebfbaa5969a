"""Every attack of a family at every level; graded once for each, in one session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("hostile.facts")  # before it is imported: a fact that fails shows its values

from autograder.sandbox import channel, fork_client  # noqa: E402
from grading_helpers import require_level  # noqa: E402
from hostile.attack import CANARY, Attack  # noqa: E402
from hostile.trial import Trial, levels, put_on_trial  # noqa: E402


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "trial" in metafunc.fixturenames:
        metafunc.parametrize("level", list(levels()), scope="class")
        metafunc.parametrize("attack", metafunc.cls.attacks, ids=lambda attack: attack.name)


@pytest.fixture(scope="module")
def fresh_servers() -> Iterator[None]:
    """Fork servers that started while the grader's environment held a secret."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADEBOOK_PASSWORD", CANARY)
        patch.setattr(channel, "OUTPUT_KEPT", 4 << 20)  # all that an attack prints may hold a secret
        fork_client.known.clear()
        yield
    fork_client.known.clear()


@pytest.fixture(scope="class")
def trials(
    request: pytest.FixtureRequest, level: int, tmp_path_factory: pytest.TempPathFactory, fresh_servers: None
) -> dict[str, Trial]:
    require_level(level)
    folder: Path = tmp_path_factory.mktemp("hostile")
    return put_on_trial(request.cls.attacks, level, folder)


@pytest.fixture
def trial(trials: dict[str, Trial], attack: Attack) -> Trial:
    return trials[attack.name]
