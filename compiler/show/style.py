"""How the page of a document looks: no font, picture or script from elsewhere."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light; --ink: #1f2933; --rest: #616e7c; --line: #d9e2ec; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.6 'Noto Sans','Segoe UI','DejaVu Sans',Arial,sans-serif; color: var(--ink); }
header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); background: #f0f4f8; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
header p { margin: .15rem 0; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 1.5rem; padding: 1.5rem; }
article { white-space: pre-wrap; overflow-wrap: anywhere; color: var(--rest); }
mark, .swatch { color: var(--ink); border-radius: 3px; }
mark.even, .even { background: #d7ecff; }
mark.odd, .odd { background: #dff5e1; }
.who { color: var(--ink); border-bottom: 3px solid #7cb8ea; background: none; } .who.odd { border-color: #86cf8d; }
.near { color: var(--ink); }
.unread { color: var(--ink); background: #fdebdc; border-bottom: 2px dashed #b45309; border-radius: 3px; }
nav a { display: inline-block; min-width: 1.5rem; min-height: 1.5rem; text-align: center; }
mark.requested, .swatch.requested { outline: 2px dotted #627d98; outline-offset: 1px; }
.error, .question, .warning, .info { text-decoration: underline wavy 1.5px; text-underline-offset: 4px; }
.error { text-decoration-color: #b91c1c; } .question { text-decoration-color: #854d0e; background: #fef3c7; }
.warning { text-decoration-color: #c2410c; } .info { text-decoration: underline dotted #486581; }
mark { -webkit-box-decoration-break: clone; box-decoration-break: clone; padding: .1em .15em; }
a { color: #0b4f8a; }
a.tag { font-size: .75rem; font-weight: 700; text-decoration: none; margin-right: .3rem; scroll-margin-top: 4rem;
  display: inline-block; min-width: 1.5rem; min-height: 1.5rem; }
a.tag.left { color: #9a3412; margin-right: .4rem; } a.tag:hover { text-decoration: underline; } a.tag.said { color: #7c4a03; margin: 0 .2rem; }
a:focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px; border-radius: 2px; }
mark:has(:target) { outline: 3px solid #f59e0b; }
aside { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-right: .5rem; }
aside section { border: 1px solid var(--line); border-left-width: 6px; border-radius: 6px; padding: .5rem .75rem;
  margin-bottom: .75rem; background: #fff; }
aside section.even { border-left-color: #7cb8ea; background: #fff; }
aside section.odd { border-left-color: #86cf8d; background: #fff; }
aside section.assumed { border-style: dashed; }
aside section.open { border-left-color: #829ab1; } aside section.question-edge { border-left-color: #d9a406; }
aside section.error-edge { border-left-color: #b91c1c; } aside section.warning-edge { border-left-color: #c2410c; }
aside h2 { font-size: 1rem; margin: 1.25rem 0 .5rem; } aside h3 { font-size: .95rem; margin: 0; }
aside p { margin: .2rem 0; font-size: .9rem; }
code { font: .8rem 'Noto Sans Mono','DejaVu Sans Mono',monospace; overflow-wrap: anywhere; }
:target { outline: 3px solid #f59e0b; outline-offset: 2px; }
@media (max-width: 60rem) { main { grid-template-columns: 1fr; } }
@media (max-width: 60rem), print { aside { position: static; max-height: none; } }
@media print { main { display: block; } }
"""
