"""Example plans, each made from one description as .docx, .pdf and .txt."""
