"""How Baton's starters refuse: one sentence in Chinese and in English. Standard library only."""

import argparse
from typing import NoReturn


class SetUpError(Exception):
    """Stops the set-up or the start: one sentence in both languages, then perhaps a tool's own words."""

    def __init__(self, chinese: str, english: str, *, details: str = "", status: int = 2) -> None:
        super().__init__("\n".join(filter(None, (chinese, english, details))))
        self.status = status


class Parser(argparse.ArgumentParser):
    """Refuses like the rest of Baton: one sentence, no page of usage before it."""

    def error(self, message: str) -> NoReturn:
        """Stop with a sentence."""
        raise SetUpError(
            f"命令行：{message} — 用法见 {self.prog} --help。",
            f"Command line: {message} — see {self.prog} --help.",
        )
