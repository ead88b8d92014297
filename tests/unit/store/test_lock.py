import signal
import subprocess
import sys
from pathlib import Path

import pytest

from esfnlp.errors import BusyError, UsageError
from esfnlp.store.lock import is_busy, writing

HOLD = """
import sys, time
from pathlib import Path
from esfnlp.store.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_writer_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    with writing(tmp_path / "out"):
        assert is_busy(tmp_path / "out")
        with pytest.raises(BusyError, match="wait until it has ended"):
            writing(tmp_path / "out").__enter__()
    assert not is_busy(tmp_path / "out")


def test_folders_do_not_hold_up_each_other(tmp_path: Path) -> None:
    with writing(tmp_path / "one"):
        assert not is_busy(tmp_path / "two")


def test_a_writer_that_was_killed_holds_nothing_up(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    with process:
        assert process.stdout and process.stdout.readline() == b"held\n"
        assert is_busy(tmp_path)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not is_busy(tmp_path)


def test_a_failure_lets_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path):
        _ = 1 // 0
    assert not is_busy(tmp_path)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        writing(tmp_path / "file" / "out").__enter__()
