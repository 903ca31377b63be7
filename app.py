"""The web front door: `streamlit run app.py`."""

from __future__ import annotations

import streamlit as st

from ui import frame, session, text

st.set_page_config(page_title="指挥棒 Baton", page_icon="🎼", layout="wide")

say = session.say
pages = [
    st.Page(f"ui/pages/{name}.py", title=say(title), url_path=name, default=name == "upload")
    for name, title in text.PAGES.items()
]
page = st.navigation(pages, position="top")
frame.show_header()
with frame.calm():
    page.run()
