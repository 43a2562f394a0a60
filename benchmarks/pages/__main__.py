"""`python -m benchmarks.pages`: figures of the board in Chromium, as markdown. Takes about three minutes.

`--rows`: how long the list gets. `--loads`: how often the board is opened, each time with an empty cache.
"""

import argparse
import asyncio
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import async_playwright

from benchmarks.pages.filling import fill
from benchmarks.pages.opening import Opening, opened
from benchmarks.pages.scrolling import floor, scrolled
from tests.cities import Process, open_settings

SLOW = 4  # times; an office PC


async def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000)
    asked.add_argument("--loads", type=int, default=5)
    options = asked.parse_args()
    chromium = shutil.which("chromium") or sys.exit("chromium이 없습니다.")
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        settings = open_settings(f"sqlite:///{folder}/city.db", Path(folder))
        city = Process(settings, command="demo", log=log)
        try:
            await asyncio.to_thread(city.wait_until_ready)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False)
                print("| board | " + " | ".join(Opening.HEADINGS) + " |")
                print("|---" * (1 + len(Opening.HEADINGS)) + "|")
                for slowness in (1, SLOW):
                    found = await opened(browser, city.url, loads=options.loads, slowness=slowness)
                    print(f"| CPU ÷ {slowness} | {found} |", flush=True)
                await asyncio.to_thread(fill, city.url, options.rows)
                for slowness in (1, SLOW):
                    print(await floor(browser, rows=options.rows, slowness=slowness), flush=True)
                    print(await scrolled(browser, city.url, rows=options.rows, slowness=slowness), flush=True)
        finally:
            city.stop()


asyncio.run(main())
