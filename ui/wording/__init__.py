"""The words of single pages, each beside the page it belongs to."""
