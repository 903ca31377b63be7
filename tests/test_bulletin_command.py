"""`baton bulletin`: the bulletin from a scheme and its data, by the standard template or the office's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

import sample_data
from bulletin_command import bulletin_command
from documents.bulletin import standard_template
from documents.bulletin.standard import standard_parts
from documents.word.package import packed
from tests.test_bulletin import paragraphs

if TYPE_CHECKING:
    from click.testing import Result

SAMPLE = [str(sample_data.SCHEME), *map(str, sample_data.DATA)]
ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(bulletin_command, [str(argument) for argument in arguments])


def test_the_bulletin_of_the_sample_is_written_and_its_warnings_are_said(tmp_path: Path) -> None:
    file = tmp_path / "通报.docx"
    result = run(*SAMPLE, "-o", file)
    assert result.exit_code == 0
    assert f"已写出 {file}" in result.output
    assert "score-value-missing" in result.output
    assert "三、存在问题" in paragraphs(file.read_bytes())


def test_the_standard_template_is_written_and_can_be_used(tmp_path: Path) -> None:
    template, file = tmp_path / "模板.docx", tmp_path / "通报.docx"
    assert run("--template-out", template).exit_code == 0
    assert template.read_bytes() == standard_template()
    assert run(*SAMPLE, "--template", template, "-o", file).exit_code == 0
    assert "四、有关说明" in paragraphs(file.read_bytes())


def test_a_template_that_cannot_be_used_is_refused_in_one_sentence_with_every_problem(tmp_path: Path) -> None:
    parts = standard_parts()
    document = (
        parts["word/document.xml"].decode().replace("{{考核结果}}", "{{结果}}").replace("{{有关说明}}", "")
    )
    template, file = tmp_path / "模板.docx", tmp_path / "通报.docx"
    template.write_bytes(packed(parts | {"word/document.xml": document.encode()}))
    result = run(*SAMPLE, "--template", template, "-o", file)
    assert result.exit_code == 2
    assert result.output.splitlines()[0] == "模板 模板.docx 不能使用：有 2 个问题必须改正。"
    assert "bulletin-template-unknown-place" in result.output
    assert "bulletin-template-without-caveats" in result.output
    assert not file.exists()


def test_what_is_left_out_of_a_template_is_said_when_it_is_used(tmp_path: Path) -> None:
    parts = standard_parts()
    document = parts["word/document.xml"].decode().replace("{{主要成绩}}", "")
    template, file = tmp_path / "模板.docx", tmp_path / "通报.docx"
    template.write_bytes(packed(parts | {"word/document.xml": document.encode()}))
    result = run(*SAMPLE, "--template", template, "-o", file)
    assert result.exit_code == 0
    assert "bulletin-template-leaves-out" in result.output


def test_nothing_that_was_handed_in_is_written_over(tmp_path: Path) -> None:
    template = tmp_path / "模板.docx"
    template.write_bytes(standard_template())
    for option in ("--template", "--template-out"):
        result = run(*SAMPLE, option, template, "-o", template)
        assert result.exit_code == 2
        assert "不会被覆盖" in result.output
    assert run(*SAMPLE, "-o", tmp_path / "通报.doc").exit_code == 2
    assert template.read_bytes() == standard_template()


def test_a_call_that_asks_for_nothing_or_names_no_file_is_refused(tmp_path: Path) -> None:
    assert "没有说明要写什么" in run().output
    assert "没有说明要写什么" in run(*SAMPLE).output
    assert run("-o", tmp_path / "通报.docx").exit_code == 2
    missing = run(*SAMPLE, "--template", tmp_path / "没有.docx", "-o", tmp_path / "通报.docx")
    assert missing.exit_code == 2
    assert missing.output.startswith("没有.docx 读不了：")
    assert run(tmp_path / "没有.yaml", "-o", tmp_path / "通报.docx").exit_code == 2


def test_sheets_that_cannot_be_scored_give_no_bulletin(tmp_path: Path) -> None:
    broken = Path(sample_data.SCHEME).with_name("broken.xlsx")
    register = Path(sample_data.SCHEME).with_name("units.xlsx")
    result = run(sample_data.SCHEME, register, broken, "-o", tmp_path / "通报.docx")
    assert result.exit_code == 2
    assert result.output.startswith("不能计分，没有写出任何文件：")
    assert not (tmp_path / "通报.docx").exists()


def test_the_command_imports_no_more_than_it_needs() -> None:
    code = "import sys, bulletin_command; print('streamlit' in sys.modules, 'sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
