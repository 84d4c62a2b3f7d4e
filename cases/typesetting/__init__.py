"""From templates and plain data to PDFs, the same bytes on every machine; knows nothing of cases or reports."""
