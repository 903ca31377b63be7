"""The terminal front door: each command has a module of its own, which is imported when it is asked for."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

#: The module of each command, in the order of an office's year.
_MODULES = {
    "serve": "serve_command",
    "check": "system_commands",
    "diff": "system_commands",
    "author": "author_command",
    "template": "template_command",
    "read": "read_command",
    "score": "score_commands",
    "explain": "score_commands",
    "verify": "verify_command",
    "bulletin": "bulletin_command",
    "backup": "records_commands",
    "restore": "records_commands",
    "audit": "records_commands",
}
#: New objects between two searches for cycles.
_MANY = 200_000


class _Commands(click.Group):
    """Imports a command's module when the command is asked for: what one needs the others need not wait for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """The names of all commands."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One command; None if there is none of that name."""
        if cmd_name not in _MODULES:
            return None
        command: click.Command = getattr(import_module(_MODULES[cmd_name]), f"{cmd_name}_command")
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """指挥棒：考核计分、排名与说明。 / Baton: assessment scores, ranks and the reasons for them."""
    # Reading a province's sheets makes millions of objects and hardly a cycle.
    gc.set_threshold(_MANY)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main(prog_name="baton")
