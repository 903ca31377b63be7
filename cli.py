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
#: The commands that read what an office hands in: their reading process starts while all else is imported.
_READING = frozenset({"read", "score", "explain"})
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for, which will be run."""
        # Reading a province's sheets makes millions of objects and hardly a cycle, and importing makes none.
        gc.set_threshold(_MANY)
        if args[0] in _READING and not {*args} & {*ctx.help_option_names}:
            import_module("documents.sandbox.pool").begin(1)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """指挥棒：考核计分、排名与说明。 / Baton: assessment scores, ranks and the reasons for them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main(prog_name="baton")
