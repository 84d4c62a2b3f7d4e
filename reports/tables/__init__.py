"""One module per report: from the frames of the sources to a `Report`, which renderers turn into bytes."""
