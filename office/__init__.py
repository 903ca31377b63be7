"""The office's work: what is done with documents and kept in records, without any page to show it on."""
