"""Every guarantee that is broken on purpose still stands in the code, and has tests to notice."""

from pathlib import Path

from benchmarks.mutations import MUTATIONS


def test_every_break_finds_the_words_it_breaks_and_the_tests_that_should_notice(
    house: Path,
) -> None:
    for mutation in MUTATIONS:
        text = (house / mutation.file).read_text(encoding="utf-8")
        assert mutation.kept_by in text, mutation.name
        assert mutation.kept_by != mutation.broken, mutation.name
        for test in mutation.tests:
            assert (house / test.partition("::")[0]).exists(), (mutation.name, test)


def test_every_guarantee_has_a_name_of_its_own() -> None:
    names = [mutation.name for mutation in MUTATIONS]
    assert len(set(names)) == len(names)
