"""The real command, in a folder of its own: it opens, says where, lets personas in, and plays its day."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from madang.server.static import are_built

MADANG = str(Path(sys.executable).parent / "madang")
PATIENCE = 120.0  # seconds; a busy machine is no failure
Start = Callable[..., "Running"]


def hear_interrupts() -> None:
    """A shell's background jobs, and all that they start, are deaf to SIGINT: these tests may be in one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A `madang` process and what it has said."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("MADANG_")}
        clean.pop("DATABASE_URL", None)
        clean.pop("REDIS_URL", None)
        self.process = subprocess.Popen(
            [MADANG, *arguments],
            cwd=folder,
            env={**clean, "COLUMNS": "200", "PYTHONUNBUFFERED": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=hear_interrupts,
        )
        self.said = ""

    def until(self, pattern: str) -> re.Match[str]:
        """Wait until the output holds the pattern."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.said)):
            assert self.process.stdout is not None
            ready, _, _ = select.select([self.process.stdout], [], [], deadline - time.monotonic())
            assert ready, self.said
            chunk = os.read(self.process.stdout.fileno(), 65536)
            assert chunk, self.said
            self.said += chunk.decode()
        return found

    def stop(self, number: int = signal.SIGINT) -> int:
        """Hears it out: one that waits for room in a full pipe would never come to the signal."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.said += rest.decode()
        return self.process.returncode


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[Running] = []

    def begin(*arguments: str, **environment: str) -> Running:
        running.append(Running(tmp_path, *arguments, **environment))
        return running[-1]

    yield begin
    for one in running:
        one.process.kill()
        one.process.wait()
        assert one.process.stdout is not None
        one.process.stdout.close()


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return str(listening.getsockname()[1])


def post(address: str, body: object, cookie: str = "") -> tuple[Any, str]:
    request = Request(
        address, json.dumps(body).encode(), {"content-type": "application/json", "cookie": cookie}
    )
    with urlopen(request, timeout=PATIENCE) as response:
        return json.load(response), (response.headers["set-cookie"] or "").partition(";")[0]


def test_the_bare_command_opens_the_sample_city_and_lets_a_persona_in(start: Start) -> None:
    running = start(MADANG_PORT=free_port())
    where = running.until(r"http://127\.0\.0\.1:\d+")[0]
    running.until(r"demo-clerk +이은정\(예시\) +통계데이터담당관 +서무")
    if are_built():
        with urlopen(where, timeout=PATIENCE) as page:
            (script,) = re.findall(r'<script [^>]*src="(/static/assets/[^"]+)"', page.read().decode())
        with urlopen(where + script, timeout=PATIENCE) as answer:
            assert "javascript" in answer.headers["content-type"]
    _, cookie = post(f"{where}/demo/sign-in", {"persona": "demo-clerk"})
    answer, _ = post(f"{where}/graphql", {"query": "{ viewer { employee { name } } }"}, cookie)
    assert answer == {"data": {"viewer": {"employee": {"name": "이은정(예시)"}}}}
    assert running.stop() in (0, 130, -signal.SIGINT)
    assert "Traceback" not in running.said


def test_the_live_demo_moves_and_can_be_watched_from_another_terminal(start: Start) -> None:
    running = start("demo", "--live", "--speed", "100000", "--port", free_port())
    running.until("하루가 흘러갑니다")
    watching = start("events", "--follow", "--json")
    watching.until(r'"event":"RequestPublished"[^\n]*\n')
    watching.until(r'"event":"EvaluationSubmitted"')
    assert watching.stop() == 130
    running.stop(signal.SIGTERM)


def test_a_port_in_use_is_one_line_when_it_was_asked_for(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        running = start("serve", "--port", str(port))
        running.until("이미 다른 프로그램이")
        assert running.process.wait(PATIENCE) == 1
    assert "Traceback" not in running.said


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        (["serve"], {"MADANG_PORT": "x"}, "MADANG_PORT: 0에서 65,535까지의 수여야 합니다. 지금은 'x'입니다."),
        (["serve", "--session-hours", "99"], {}, "MADANG_SESSION_HOURS: 1에서 72까지의 수여야 합니다."),
        (["serve"], {"MADANG_PROT": "1"}, "MADANG_PROT: 모르는 설정입니다. MADANG_PORT 아닙니까?"),
        ([], {"MADANG_HOST": "0.0.0.0"}, "체험용 인물은 이 컴퓨터에서만 쓸 수 있습니다."),
        (["demo"], {"MADANG_DATABASE_URL": "mysql://x"}, "MADANG_DATABASE_URL: sqlite:///파일 또는"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(
    start: Start, arguments: list[str], environment: dict[str, str], message: str
) -> None:
    running = start(*arguments, **environment)
    assert running.process.wait(PATIENCE) == 1
    running.until(re.escape(message))
    assert len(running.said.strip().splitlines()) == 1


def test_serving_without_any_way_to_sign_in_says_so(start: Start) -> None:
    running = start("serve", "--port", free_port())
    running.until("마당이 열렸습니다: http://127")
    running.until("로그인 방법이 없어 시민만 들어옵니다")
    running.stop()
