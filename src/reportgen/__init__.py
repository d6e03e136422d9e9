"""reportgen: a bilingual report from Markdown and CSV, pressed as a paginated PDF."""
