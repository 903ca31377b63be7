"""`python -m tests.mutation`, with the settings under which each fault is tried by many tests."""

import hypothesis

# Of the tests with random examples a few must do; they take the profile that is loaded when they are imported. No module
# that the other tests import may load one.
hypothesis.settings.register_profile("few", deadline=None, derandomize=True, max_examples=12)
hypothesis.settings.load_profile("few")

from tests.mutation.command import main  # noqa: E402

main()
