"""The command that starts the app; its options are those of `run.py serve`."""

from __future__ import annotations

import sys

import click

import serving


@click.command("serve", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def serve_command(options: tuple[str, ...]) -> None:
    """启动网页应用。 / Start the web app."""
    sys.exit(serving.main(list(options)))
