"""Dirty and hostile score sheets, each with what must come of it: made here, by someone who has not seen the reader."""
