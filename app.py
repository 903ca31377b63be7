"""The pages, as Streamlit runs them for each visitor; `server.py` serves them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import header, text
from ui.frame import calm
from ui.session import drawing, say

ICON = Path(__file__).with_name("static") / "icon.svg"
st.set_page_config(page_title="指挥棒 Baton", page_icon=ICON, layout="wide")

with drawing(), calm():
    header.take_language_of_link()
    pages = [
        st.Page(f"ui/pages/{name}.py", title=say(title), url_path=name, default=name == "overview")
        for name, title in text.PAGES.items()
    ]
    page = st.navigation(pages, position="top")
    header.show_header()
    with calm():
        page.run()
