"""The rooms keep their rules; each test names the rule it holds."""

import ast
import re
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "commonweal"


def modules(*rooms: str) -> list[Path]:
    return [
        path
        for room in rooms
        for path in sorted((SRC / room).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def where(path: Path) -> str:
    return str(path.relative_to(SRC))


@pytest.mark.parametrize("path", modules("domain"), ids=where)
def test_domain_imports_the_standard_library_alone(path):
    outside = {name for name in imported(path) if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in outside if not name.startswith("commonweal.domain")} == set()


def calls(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            found.add(f"{name}.{node.func.attr}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
    return found


@pytest.mark.parametrize("path", modules("domain"), ids=where)
def test_domain_reads_no_clock_and_no_dice(path):
    found = calls(ast.parse(path.read_text(encoding="utf-8")))
    banned = {
        "datetime.now",
        "date.today",
        "dt.today",
        "time.time",
        "timezone.now",
        "secrets.token_bytes",
        "uuid.uuid4",
        "open",
    }
    assert found & banned == set()


TIME_IS_AN_ARGUMENT = modules(
    "lifecycle", "organisations", "audit", "outbox", "files", "thread", "publication"
)


@pytest.mark.parametrize("path", TIME_IS_AN_ARGUMENT, ids=where)
def test_time_is_an_argument_below_the_web(path):
    found = calls(ast.parse(path.read_text(encoding="utf-8")))
    assert found & {"timezone.now", "datetime.now", "date.today"} == set()


WRITES = re.compile(r"\.(save|bulk_create|bulk_update|get_or_create|update_or_create)\(|\.objects\.create\(")


READERS = [
    path
    for path in modules("lifecycle", "organisations", "thread", "publication", "web", "public", "api")
    if "actions" not in path.parts and path.name != "actions.py" and path.name not in ("models.py", "pages.py")
    and "models" not in path.parts
]  # fmt: skip


@pytest.mark.parametrize("path", READERS, ids=where)
def test_only_actions_write(path):
    code = path.read_text(encoding="utf-8")
    lines = [line for line in code.splitlines() if WRITES.search(line) and "# not a record" not in line]
    assert lines == []


def test_nothing_reaches_round_the_scopes():
    allowed = {"records/work.py", "journeys/backup.py", "records/models.py"}
    found = {
        f"{where(path)}: {line.strip()}"
        for path in modules(".")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "_base_manager" in line and where(path) not in allowed
    }
    assert found == set()


def test_every_reason_for_a_system_wide_query_is_listed():
    documented = (SRC.parents[1] / "docs" / "reference" / "system-queries.md").read_text(encoding="utf-8")
    used = set()
    for path in modules("."):
        used |= set(re.findall(r"for_system\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8")))
        for call in re.findall(r"for_system\(([^)]*)\)", path.read_text(encoding="utf-8")):
            assert call.strip().startswith('"') or "reason" in call, (
                f"{where(path)}: the reason must be a literal"
            )
    missing = sorted(reason for reason in used if f"`{reason}`" not in documented)
    assert missing == []


LONGEST_FILE, LONGEST_FUNCTION = 500, 70


@pytest.mark.parametrize("path", modules("."), ids=where)
def test_files_and_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


def test_heavy_libraries_are_imported_only_where_they_are_used():
    heavy = {
        "duckdb",
        "ibis",
        "numpy",
        "weasyprint",
        "pyarrow",
        "pandas",
        "networkx",
        "PIL",
        "docx",
        "openpyxl",
    }
    for path in modules("web", "public", "api", "lifecycle", "thread", "config", "records", "presentation"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = {
            alias.name.split(".")[0]
            for node in tree.body
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        top |= {
            node.module.split(".")[0]
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module
        }
        assert top & heavy == set(), where(path)
