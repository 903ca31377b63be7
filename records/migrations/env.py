"""Runs the migrations on the connection that `records.migrating` hands over."""

from __future__ import annotations

from alembic import context

from records.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
