//! Reports: figures first, then Markdown, HTML, CSV and JSON from the same figures.
