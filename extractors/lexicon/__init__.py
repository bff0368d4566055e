"""What is known of the domain, as data: units, collectives, provinces, kinds of document, column headings."""
