"""The web pages: read the session, call one verb, draw. No score is computed here."""
