"""The embedded PostgreSQL: a server that Tocsin starts by itself when no DATABASE_URL is given."""
