"""An article as text: the clean text, Markdown, its labelled blocks, the reasons for them, plain JSON values."""

from cleaner.write.labels import write_labels, write_why
from cleaner.write.markdown import write_markdown
from cleaner.write.plain import write_text

__all__ = ["write_labels", "write_markdown", "write_text", "write_why"]
