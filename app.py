"""The pages, as Streamlit runs them for each visitor; `server.py` serves them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import header, text
from ui.frame import calm
from ui.session import drawing, say

st.set_page_config(page_title="指挥棒 Baton", page_icon="🎼", layout="wide")

with drawing(), calm():
    header.take_language_of_link()
    files = {name: f"ui/pages/{name}.py" for name in text.PAGES}
    there = [name for name, file in files.items() if (Path(__file__).parent / file).exists()]
    pages = [
        st.Page(files[name], title=say(text.PAGES[name]), url_path=name, default=name == there[0])
        for name in there
    ]
    page = st.navigation(pages, position="top")
    header.show_header()
    with calm():
        page.run()
