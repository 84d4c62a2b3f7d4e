"""What PostgreSQL itself enforces: roles, row-level security, grants, and who acts in a transaction."""
