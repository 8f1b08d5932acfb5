"""Lets what the code does choose the examples (atheris, libFuzzer): `python tests/fuzz.py CLAIM [-max_total_time=600]`.

A claim is the end of a name in tests/test_fuzz.py: `dates`, `lock` … Atheris is no dependency of the project: it weighs
35 MB and has wheels for Linux alone. Install it beside (`pip install atheris==3.0.0`) for a long night.
"""

from __future__ import annotations

import sys

CLAIMS = {
    "dates": "test_any_text_is_a_date_that_has_bounds_and_words_or_none",
    "collation": "test_collation_accepts_the_declared_differences_and_no_other",
    "cleaning": "test_cleaning_anything_twice_is_cleaning_it_once",
    "quotes": "test_words_of_a_text_are_found_in_it_and_others_never",
    "tokens": "test_folding_twice_is_folding_once_and_tokens_are_folded",
    "lock": "test_what_the_first_lock_lets_pass_the_second_leaves_as_it_is",
    "yaml": "test_any_yaml_is_a_tree_or_a_problem",
}


def main() -> None:
    """Hands one claim to the fuzzer, which stops at the first example that breaks it."""
    import atheris

    with atheris.instrument_imports(include=["passerelles"]):
        import test_fuzz
    test_fuzz.quick = lambda: None  # libFuzzer has a clock of its own: -timeout=2
    claim = getattr(test_fuzz, CLAIMS[sys.argv[1]]).hypothesis.fuzz_one_input
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: claim(data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
