"""Makes documents from descriptions, and says what a reader must find in them: truth by construction."""
