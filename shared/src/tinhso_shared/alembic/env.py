"""What Alembic runs: the revisions, in one transaction of the connection that `migrate` opened."""

from alembic import context

attributes = context.config.attributes
context.configure(connection=attributes["connection"], version_table_schema=attributes["schema"])
with context.begin_transaction():
    context.run_migrations()
