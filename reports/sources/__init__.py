"""Where the rows of reports come from: each source answers with counted columns."""
