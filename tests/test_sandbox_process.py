"""The process that reads hostile files may do what it likes: the one that asked it lives on, and so do other reads."""

from __future__ import annotations

import io
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import psutil
import pytest

from documents import SourceFile, file_problems
from documents.file_reader import read_files, read_grids
from documents.marked_copy import LIST_TITLE, marked_copy
from documents.sandbox import answers, wire
from documents.sandbox.limits import Limits
from documents.sandbox.pool import Pool
from documents.sandbox.sent_rows import Forged
from documents.sandbox.worker import Stopped, Worker
from indicators.problems import Place
from tests.sandbox_files import GOOD, SHEET, named, with_cells, with_parts, zipped
from tests.sheets import changed
from tests.template_world import SCHEME

if TYPE_CHECKING:
    from collections.abc import Callable

    from documents.source_file import FileRead

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def slow() -> SourceFile:
    """A sound workbook of 240,000 numbers, which takes a second or two."""
    draw = random.Random(20202)  # noqa: S311 - invented scores
    rows = "".join(
        f'<row r="{row}">' + "".join(f"<c><v>{draw.random() * 100:.2f}</v></c>" for _ in range(80)) + "</row>"
        for row in range(1, 3_001)
    )
    data = f"<sheetData>{rows}</sheetData>".encode()

    def grown(part: bytes) -> bytes:
        head, _, rest = part.partition(b"<sheetData>")
        return head + data + rest.partition(b"</sheetData>")[2]

    return SourceFile("大.xlsx", with_parts({SHEET: grown}).content)


def children() -> list[psutil.Process]:
    """The reading processes of this one."""
    return [
        child for child in psutil.Process().children() if "documents.sandbox" in " ".join(child.cmdline())
    ]


def codes(file: SourceFile) -> list[str]:
    return [problem.code for problem in read_grids(file)[1]]


def in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def busy() -> psutil.Process:
    """The reading process that is at work, as soon as one is."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in children():
            before = child.cpu_times().user
            time.sleep(0.1)
            if child.is_running() and child.cpu_times().user - before >= 0.05:
                return child
    raise AssertionError("no process is reading")


# ---------------------------------------------------------------- what the process is


def test_the_process_imports_nothing_of_what_is_at_stake() -> None:
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import documents.sandbox.child"
    script = f"{start}; print(*(name for name, module in sys.modules.items() if module))"
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert {"openpyxl", "python_calamine", "documents"} <= loaded
    ours = {"indicators", "scoring", "ui", "cli", "sample_data"}
    assert loaded & {*ours, "pydantic", "pandas", "numpy", "lxml", "psutil", "yaml", "streamlit"} == set()
    assert {name for name in done.stdout.split() if name.startswith("documents.")} == {
        "documents.sandbox",
        *(
            f"documents.sandbox.{name}"
            for name in (
                "agreement", "archive", "cell_facts", "child", "delimited", "first_reader", "hardening", "limits",
                "looks", "looks_beside", "marking", "number_format", "opening", "outer_zip", "package", "quick_parser",
                "raised", "signature", "styles", "tame", "trouble", "wire", "workbook",
            )
        ),
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of resources")
def test_the_process_has_bound_itself_and_knows_nothing_of_its_surroundings() -> None:
    worker = Worker(512)
    try:
        worker.ask(
            {
                "op": "read",
                "path": str(ROOT),
                "name": "x",
                "member": None,
                "limits": Limits(memory_mb=512).record(),
            },
            Limits(),
        )
        child = psutil.Process(worker.number)
        assert child.rlimit(psutil.RLIMIT_AS) == (512 * 2**20, 512 * 2**20)
        assert child.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
        assert child.rlimit(psutil.RLIMIT_CORE) == (0, 0)
        assert child.rlimit(psutil.RLIMIT_CPU)[0] < 60
        assert child.environ() == {}
    finally:
        worker.stop()


# ---------------------------------------------------------------- what becomes of the one that asks


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGABRT", "SIGSEGV", "SIGKILL"])
def test_a_process_killed_while_it_reads_is_one_problem_and_the_next_file_is_read(
    name: str, slow: SourceFile
) -> None:
    files: list[FileRead] = []
    thread = in_background(lambda: files.extend(read_files([slow])))
    busy().send_signal(getattr(signal, name))
    thread.join()
    files += read_files([named("后.xlsx")])
    assert [[problem.code for problem in file.problems] for file in files] == [["reading-stopped"], []]
    assert "意外退出" in files[0].problems[0].message.zh
    assert [grid.rows[1][1].text for grid in files[1].grids] == ["9.5"]


def test_a_file_that_takes_too_long_is_stopped(slow: SourceFile, tmp_path: Path) -> None:
    assert stopped(slow, tmp_path, Limits(seconds=0, unpacked_mb=0)) == "time"


def test_a_process_that_takes_too_much_memory_is_stopped_without_limits_of_resources(
    slow: SourceFile, tmp_path: Path
) -> None:
    assert stopped(slow, tmp_path, Limits(memory_mb=40)) == "memory"


def stopped(file: SourceFile, folder: Path, limits: Limits) -> str:
    """Why the parent's watch stops a process that itself is bound by nothing that matters here."""
    path = folder / "file"
    path.write_bytes(file.content)
    worker = Worker(4_096)
    try:
        request = {"op": "read", "path": str(path), "name": file.name, "member": None}
        with pytest.raises(Stopped) as caught:
            worker.ask({**request, "limits": Limits(memory_mb=4_096).record()}, limits)
        assert not worker.fit()
        return caught.value.why
    finally:
        worker.stop()


def test_memory_that_is_not_enough_is_said_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATON_LIMITS", "memory_mb=160 ratio=100000")
    rows = f"<row>{'<c><v>1</v></c>' * 100}</row>" * 8_000
    assert codes(with_cells(rows)) == ["reading-stopped"]
    assert codes(named("后.xlsx")) == []


def test_twenty_bombs_at_once_leave_room_for_others_and_their_memory_comes_back(
    slow: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 4_000))
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"甲" * 32_000}</t></si></sst>'

    def grown(part: bytes) -> bytes:
        return part.partition(b"<sheetData>")[0] + f"<sheetData>{bomb}</sheetData></worksheet>".encode()

    monkeypatch.setenv("BATON_LIMITS", "ratio=100000")
    file = with_parts({SHEET: grown, "xl/sharedStrings.xml": strings.encode()})
    refused: list[str] = []
    threads = [in_background(lambda: refused.extend(codes(file))) for _ in range(20)]
    assert codes(named("好.xlsx")) == []
    assert codes(slow) == []
    for thread in threads:
        thread.join()
    assert refused == ["file-too-large"] * 20
    assert len(children()) <= 2
    assert sum(child.memory_info().rss for child in children()) < 2 * 220 * 2**20


def test_processes_nobody_asks_are_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD)
    before = {child.pid for child in children()}
    pool = Pool(idle=0.2)
    request: dict[str, object] = {"op": "read", "path": str(path), "name": "a.xlsx", "member": None}
    assert "sheets" in pool.ask(request, Limits())
    mine = {child.pid for child in children()} - before
    assert len(mine) == 1
    deadline = time.monotonic() + 20
    while {child.pid for child in children()} & mine and time.monotonic() < deadline:
        time.sleep(0.05)
    assert {child.pid for child in children()} & mine == set()
    assert "sheets" in pool.ask(request, Limits())
    pool.close()


def test_many_threads_may_read_at_once() -> None:
    read: list[int] = []
    threads = [in_background(lambda: read.append(len(read_grids(named("a.xlsx"))[0]))) for _ in range(12)]
    for thread in threads:
        thread.join()
    assert read == [1] * 12
    assert len(children()) <= 2


def test_reading_may_be_given_up_half_way(slow: SourceFile) -> None:
    files = read_files([named("a.xlsx"), slow, slow, slow])
    assert next(files).name == "a.xlsx"
    files.close()  # type: ignore[attr-defined]
    assert codes(named("后.xlsx")) == []


# ---------------------------------------------------------------- what is believed

CELL = {"title": "得分", "hidden": False, "width": 1, "rows": [["=1"]], "merged": [], "hidden_rows": [0, 0]}
TRUE_SHEET: dict[str, object] = {**CELL, "hidden_columns": [0, 0], "formulas": [0, 0, 0]}
TROUBLE: dict[str, object] = {"code": "file-encrypted", "sheet": None, "cell": None, "facts": {}}
MEMBER: dict[str, object] = {
    "position": 0,
    "name": "a.xlsx",
    "kind": "sheet",
    "changed": [2025, 1, 21, 8, 30, 0],
}

FORGED: dict[str, dict[str, object]] = {
    "no digest": {"digest": 5},
    "a digest that is none": {"digest": "../../etc"},
    "sheets that are none": {"sheets": "得分"},
    "a sheet without rows": {"sheets": [{"title": "得分"}]},
    "more than its width": {"sheets": [{**TRUE_SHEET, "rows": [["=1", "=2"]]}]},
    "a width beyond all": {"sheets": [{**TRUE_SHEET, "width": 10**9}]},
    "a number that is none": {"sheets": [{**TRUE_SHEET, "rows": [["=NaN"]]}]},
    "a number without end": {"sheets": [{**TRUE_SHEET, "rows": [["=1E9999999"]]}]},
    "a cell of another kind": {"sheets": [{**TRUE_SHEET, "rows": [[7]]}]},
    "a cell with no mark": {"sheets": [{**TRUE_SHEET, "rows": [["甲"]]}]},
    "too few facts": {"sheets": [{**TRUE_SHEET, "rows": [[["甲", None, 0]]]}]},
    "flags that are none": {"sheets": [{**TRUE_SHEET, "rows": [[["甲", None, 64, 0, "", None]]]}]},
    "a unit without end": {"sheets": [{**TRUE_SHEET, "rows": [[["1", "1", 0, 0, "甲" * 40_000, None]]]}]},
    "a text without end": {"sheets": [{**TRUE_SHEET, "rows": [["'" + "甲" * 40_000]]}]},
    "a merged range that is none": {"sheets": [{**TRUE_SHEET, "merged": ["A0:B2"]}]},
    "merged ranges beyond all": {"sheets": [{**TRUE_SHEET, "merged": ["A1:XFD1048576"]}]},
    "a hidden row that is none": {"sheets": [{**TRUE_SHEET, "hidden_rows": [1, 0]}]},
    "formulas nowhere": {"sheets": [{**TRUE_SHEET, "formulas": [1, 1, 10**9]}]},
    "an unknown trouble": {"troubles": [{**TROUBLE, "code": "all-is-well"}]},
    "a trouble without its facts": {"troubles": [{**TROUBLE, "code": "file-too-large"}]},
    "an unknown reason": {"troubles": [{**TROUBLE, "code": "file-unsafe", "facts": {"why": "x"}}]},
    "a trouble nowhere": {"troubles": [{**TROUBLE, "cell": "A1\n<b>"}]},
    "a long fact": {"troubles": [{**TROUBLE, "code": "csv-quotes", "facts": {"line": "x" * 10_000}}]},
    "a member that leads elsewhere": {"members": [{**MEMBER, "name": "../a.xlsx"}]},
    "a member of an unknown kind": {"members": [{**MEMBER, "kind": "x"}]},
    "a member before all": {"members": [{**MEMBER, "position": -1}]},
}


@pytest.mark.parametrize("case", FORGED)
def test_an_answer_the_process_does_not_give_is_not_believed(case: str) -> None:
    with pytest.raises(Forged):
        answers.answer_of("a.xlsx", FORGED[case])


def test_an_answer_it_does_give_is() -> None:
    answer = answers.answer_of("a.xlsx", {"sheets": [TRUE_SHEET], "troubles": [TROUBLE]})
    assert [grid.rows[0][0].text for grid in answer.grids] == ["1"]
    assert [problem.code for problem in answer.problems] == ["file-encrypted"]
    assert answers.answer_of("o.zip", {"members": [MEMBER]}).members is not None


def test_signs_that_turn_a_line_around_are_shown_as_such() -> None:
    trouble = {**TROUBLE, "sheet": "得\u202e分\n"}
    (problem,) = answers.answer_of("a.xlsx", {"troubles": [trouble]}).problems
    assert problem.place.sheet == "得�分�"


MESSAGES = {
    "longer than believed": (2**62).to_bytes(8, "big") + b"{}",
    "cut short": (9).to_bytes(8, "big") + b"{}",
    "no length": b"\0\0",
    "no JSON": (2).to_bytes(8, "big") + b"{]",
    "no object": (2).to_bytes(8, "big") + b"[]",
    "nested without end": (10**6).to_bytes(8, "big") + b"[" * 10**6,
    "a number without end": (10**4 + 6).to_bytes(8, "big") + b'{"a":' + b"9" * 10**4 + b"}",
}


@pytest.mark.parametrize("case", MESSAGES)
def test_what_is_no_message_is_refused(case: str) -> None:
    with pytest.raises(wire.WireError):
        wire.receive(io.BytesIO(MESSAGES[case]))


# ---------------------------------------------------------------- marked copies

SCORES: dict[str, list[list[object]]] = {"得分": [["单位", "评分"], ["甲县", 9.5], ["乙县", 8]]}


def marked(file: SourceFile, *cells: str, name: str | None = None) -> openpyxl.Workbook:
    place = Place(file=name or file.name, sheet=None if file.name.endswith("csv") else "得分")
    problems = [
        kind.at(Place(place.file, place.sheet, cell), count=1)
        for cell in cells
        for kind in (file_problems.FORMULAS_READ, file_problems.CELL_READERS_DISAGREE)
    ]
    problems.append(file_problems.FILE_EMPTY.at(Place(file="别的.xlsx")))
    content = marked_copy(file, problems, "zh", name)
    assert content is not None
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_marked_copy_shows_each_problem_at_its_cell_and_lists_all() -> None:
    book = marked(changed("a.xlsx", SCORES, lambda book: book["得分"].merge_cells("B2:B3")), "B3")
    assert book.sheetnames == [LIST_TITLE.zh, "得分"]
    cell = book["得分"]["B2"]
    assert cell.value == 9.5
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    assert cell.comment is not None
    assert cell.comment.author == "指挥棒 Baton"
    assert "两种读法" in cell.comment.text
    assert "公式" in cell.comment.text
    page = book[LIST_TITLE.zh]
    assert [page.cell(row, 1).value for row in (1, 2, 3, 4, 5)] == [
        "a.xlsx：必须改正 1 处、说明 1 处",
        "级别",
        "必须改正",
        "说明",
        None,
    ]
    assert page["B3"].value == "得分 B3"
    link = page["B3"].hyperlink
    assert link is not None
    assert link.location == "'得分'!B3"


def test_the_list_prints_on_lying_a4_one_page_wide_under_its_headings() -> None:
    page = marked(changed("a.xlsx", SCORES, lambda _: None), "B2")[LIST_TITLE.zh]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$2:$2"
    assert page["C3"].alignment.wrap_text
    assert page.row_dimensions[3].height > 20


def test_the_list_calls_places_as_the_unit_knows_them_and_begins_with_the_whole_file() -> None:
    outer = named("o.zip", zipped({"表/甲.xlsx": GOOD}))
    name = "o.zip/表/甲.xlsx"
    at = [
        Place(name, "得分", "B2", unit="甲县", indicator="1.2|警告"),
        Place(name, "得分", "B3", unit="甲县", indicator="2.1@H1"),
        Place(name, unit="甲县"),
        Place(name, "得分"),
    ]
    kinds = [file_problems.CELL_READERS_DISAGREE] * 2 + [file_problems.FORMULAS_READ] * 2
    problems = [kind.at(place, count=1) for kind, place in zip(kinds, at, strict=True)]
    content = marked_copy(outer, problems, "zh", name, SCHEME)
    assert content is not None
    page = openpyxl.load_workbook(io.BytesIO(content))[LIST_TITLE.zh]
    assert page["A1"].value == "甲.xlsx：必须改正 2 处、说明 2 处"
    assert [page.cell(row, 2).value for row in range(3, 7)] == [
        "整份文件",
        "得分",
        "得分 B2 · 党员违纪·警告",
        "得分 B3 · 党课（上半年）",
    ]


def test_of_several_units_each_place_names_its_own() -> None:
    source = changed("a.xlsx", SCORES, lambda _: None)
    at = [Place("a.xlsx", "得分", cell, unit=unit) for cell, unit in (("B2", "甲县"), ("B3", "乙县"))]
    content = marked_copy(source, [file_problems.FORMULAS_READ.at(place, count=1) for place in at], "zh")
    assert content is not None
    page = openpyxl.load_workbook(io.BytesIO(content))[LIST_TITLE.zh]
    assert [page.cell(row, 2).value for row in (3, 4)] == ["得分 B2 · 甲县", "得分 B3 · 乙县"]


def test_a_file_that_is_wrong_as_a_whole_gets_a_copy_with_the_list() -> None:
    content = marked_copy(
        changed("a.xlsx", SCORES, lambda _: None), [file_problems.FILE_EMPTY.at(Place("a.xlsx"))], "en"
    )
    assert content is not None
    page = openpyxl.load_workbook(io.BytesIO(content))[LIST_TITLE.en]
    assert page["B3"].value == "the whole file"


def test_a_copy_marked_again_shows_only_what_is_wrong_now() -> None:
    first = io.BytesIO()
    marked(changed("a.xlsx", SCORES, lambda _: None), "B2").save(first)
    book = marked(SourceFile("a.xlsx", first.getvalue()), "B3")
    assert book.sheetnames == [LIST_TITLE.zh, "得分"]
    assert (book["得分"]["B2"].comment, book["得分"]["B3"].comment is None) == (None, False)


def test_csv_comes_back_as_a_workbook_of_texts_and_nothing_in_it_runs() -> None:
    book = marked(named("a.csv", "单位,=1+1\n甲县,007\n".encode()), "B2")
    sheet = book["a"]
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()] == [
        [("单位", "s"), ("=1+1", "s")],
        [("甲县", "s"), ("007", "s")],
    ]
    assert sheet["B2"].comment is not None


def test_a_file_within_a_zip_is_marked_by_its_name() -> None:
    outer = named("o.zip", zipped({"x.txt": b"", "表/甲.xlsx": GOOD}))
    assert marked(outer, "B2", name="o.zip/表/甲.xlsx")["得分"]["B2"].comment is not None


def test_what_cannot_be_read_has_no_marked_copy() -> None:
    assert marked_copy(named("a.xlsx", b"x"), [], "zh") is None
    assert marked_copy(Path("does-not-exist.xlsx"), [], "zh") is None
