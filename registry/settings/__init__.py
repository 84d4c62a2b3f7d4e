"""Settings: `base` for every real use, `test` for the tests."""
