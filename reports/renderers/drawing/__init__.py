"""From a chart's plain values to SVG: runs in a process of its own, knows neither Django nor the report."""
