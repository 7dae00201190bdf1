"""What a page may load is said on the page, and by the file that hosts read; both say the same."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.project import ROOT
from tests.site.html import pages

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
HEADERS = ROOT / "docs/_headers"


def directives(policy: str) -> dict[str, set[str]]:
    """A policy as directive → sources."""
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


def headers() -> dict[str, str]:
    """The headers that docs/_headers sets for every path."""
    lines = [line for line in HEADERS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines[0] == "/*"
    return dict(line.strip().split(": ", 1) for line in lines[1:])


def test_every_page_carries_the_policy_before_anything_it_loads(site: Path) -> None:
    """A page without it, or with it too late, would run whatever a mistake lets through."""
    for page in pages(site):
        text = page.read_text("utf-8")
        found = META.search(text)
        assert found and len(META.findall(text)) == 1, page
        assert not re.search(r"<(script|link)\b", text[:found.start()]), page


def test_policy_allows_no_inline_code_and_no_other_host() -> None:
    """One slip in escaping would be enough to run a stranger's script or to send a draft away."""
    found = META.search((ROOT / "overrides/main.html").read_text("utf-8"))
    assert found
    policy = directives(found[1])
    assert policy["default-src"] == {"'none'"} and policy["base-uri"] == {"'none'"} and policy["form-action"] == {"'self'"}
    assert policy["script-src"] == {"'self'", "'wasm-unsafe-eval'"}
    assert policy["style-src"] == {"'self'"}
    assert all(source in ("'none'", "'self'", "'wasm-unsafe-eval'", "data:") for sources in policy.values() for source in sources)
    assert [name for name, sources in policy.items() if "data:" in sources] == ["img-src"], "Material's CSS draws its signs from data: images"


def test_headers_say_what_the_page_says_and_more(site: Path) -> None:
    """On a host that reads _headers the two policies would add up to something nobody tested."""
    assert (site / "_headers").read_bytes() == HEADERS.read_bytes()
    found = META.search((ROOT / "overrides/main.html").read_text("utf-8"))
    sent = headers()
    assert found and directives(sent["Content-Security-Policy"]) == {**directives(found[1]), "frame-ancestors": {"'none'"}}
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert f'<meta name="referrer" content="{sent["Referrer-Policy"]}">' in (ROOT / "overrides/main.html").read_text("utf-8")
    for power in ("camera", "geolocation", "microphone"):
        assert f"{power}=()" in sent["Permissions-Policy"]
