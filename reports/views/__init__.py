"""The pages that show reports."""
