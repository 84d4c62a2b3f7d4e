"""What a file is, by its content: bytes in, verdict out."""
