"""Writes docs/screenshot.png: a rep's home in the running demo. `.venv/bin/python docs/make_screenshot.py [URL]`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

URL = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
TARGET = Path(__file__).with_name("screenshot.png")

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page.goto(f"{URL}/accounts/login/")
    page.fill("input[name=login]", "rep@demo.example")
    page.fill("input[name=password]", "demo-collegium")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/w/demo/")
    page.screenshot(path=str(TARGET))
    browser.close()
