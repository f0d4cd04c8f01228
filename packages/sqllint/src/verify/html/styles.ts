/** The page's style sheet. Colours have a contrast of at least 4.5 to 1 on what they stand on, in both schemes. */
export const styles = `
:root { color-scheme: light dark; --page: #fff; --card: #f6f7f9; --line: #d5d9df; --text: #1a1d21; --soft: #5a6270; --link: #0b57b0;
  --bad: #b3261e; --bad-page: #fdeceb; --good: #146c3a; --good-page: #e6f4ea; --unknown: #5a6270; --unknown-page: #eceef1; --writers: #8a5300; --writers-fill: #f0a92e; --everybody-fill: #d9453b; --nobody-fill: #7c8aa0; --on-fill: #1a1d21; }
@media (prefers-color-scheme: dark) { :root { --page: #16181c; --card: #1f2227; --line: #3a3f47; --text: #e8eaed; --soft: #a4acb8; --link: #8ab8f5;
  --bad: #ff9d94; --bad-page: #47201d; --good: #7fd8a0; --good-page: #173a26; --unknown: #b4bcc8; --unknown-page: #2c3037; --writers: #f5c06a; --writers-fill: #c78414; --everybody-fill: #e0574c; --nobody-fill: #69778d; --on-fill: #0d0f12; } }
* { box-sizing: border-box; }
html { scroll-padding-top: .5rem; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 .25rem; } h2 { font-size: 1.2rem; margin: 1.75rem 0 0; } h4 { font-size: .95rem; margin: 1.25rem 0 .35rem; }
p { margin: .35rem 0; } a { color: var(--link); } ul, ol { padding-left: 1.3rem; margin: .35rem 0; }
code, pre { font: .85em/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { margin: .35rem 0; padding: .5rem .65rem; background: var(--page); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; }
.aside { color: var(--soft); font-size: .9rem; }
.error { color: var(--bad); }
.tiles, .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
.tiles li { padding: .4rem .75rem; border-radius: 8px; background: var(--card); border-left: 4px solid var(--unknown); }
.tiles b { font-size: 1.25rem; margin-right: .2rem; } .tiles .bad { border-color: var(--bad); } .tiles .good { border-color: var(--good); }
.filter { border: 0; padding: 0; margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; } .filter legend { float: left; margin-right: 1rem; color: var(--soft); padding: .35rem 0; }
.filter label { display: inline-flex; align-items: center; gap: .35rem; min-height: 2.2rem; cursor: pointer; }
body:has(#show-bad:checked) [data-tone]:not([data-tone=bad]), body:has(#show-good:checked) [data-tone]:not([data-tone=good]), body:has(#show-unknown:checked) [data-tone]:not([data-tone=unknown]) { display: none; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .95rem; } caption { text-align: left; color: var(--soft); font-size: .9rem; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); } th { white-space: nowrap; color: var(--soft); font-weight: 600; font-size: .85rem; }
.badge { display: inline-block; padding: .05rem .5rem; border-radius: 999px; font-size: .85rem; line-height: 1.5; white-space: nowrap; background: var(--unknown-page); color: var(--unknown); }
.badge.bad { background: var(--bad-page); color: var(--bad); } .badge.good { background: var(--good-page); color: var(--good); }
.migration { margin: .6rem 0; padding: 0 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; } .migration[open] { padding-bottom: 1rem; }
.migration[data-tone=bad] { border-left: 4px solid var(--bad); } .migration:target { outline: 2px solid var(--link); }
summary { padding: .6rem 0; cursor: pointer; } summary .id { font-weight: 600; margin-right: .35rem; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .5rem 0; font-size: .9rem; } dt { color: var(--soft); } dd { margin: 0; } .facts div { display: flex; gap: .4rem; }
.differences, .broken { list-style: none; padding: 0; } .differences > li, .broken > li { padding: .45rem 0; border-bottom: 1px solid var(--line); }
.sides { margin: .25rem 0 0; font-size: .95rem; } .sides div { display: grid; grid-template-columns: 7rem 1fr; }
.pictures { display: flex; flex-wrap: wrap; gap: .75rem; } svg.locks { max-width: 100%; height: auto; }
.locks text { font: 11px system-ui, sans-serif; fill: var(--text); dominant-baseline: central; text-anchor: middle; } .locks .table { text-anchor: end; } .locks .number { fill: var(--soft); dominant-baseline: auto; } .locks .work { font-weight: 700; fill: var(--on-fill); }
.locks rect { fill: none; } .locks .free { fill: var(--unknown-page); } .locks .frame { fill: var(--page); stroke: var(--line); } .everybody .level { fill: var(--everybody-fill); } .writers .level { fill: var(--writers-fill); } .nobody .level { fill: var(--nobody-fill); }
.writers .work, .nobody .work { fill: var(--text); }
.effect { margin-right: .5rem; } .effect.everybody { color: var(--bad); } .effect.writers { color: var(--writers); } .effect.nobody { color: var(--soft); }
.statements li { margin: .5rem 0; } .legend { gap: .35rem 1.25rem; } .legend li { display: flex; gap: .4rem; align-items: center; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); } table, caption, tbody, tr, td { display: block; } tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td { border: 0; padding: .1rem 0; } td[data-label] { display: grid; grid-template-columns: 6.5rem 1fr; } td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .85rem; } td .badge { justify-self: start; } .badge { white-space: normal; }
  .migration { padding: 0 .7rem; } .sides div { grid-template-columns: 1fr; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --line: #bbb; --text: #000; --soft: #444; --link: #000; --bad: #8f1710; --bad-page: #fff; --good: #0d5229; --good-page: #fff; --unknown: #444; --unknown-page: #f2f2f2; --writers: #6b4000; --writers-fill: #f0a92e; --everybody-fill: #d9453b; --nobody-fill: #7c8aa0; --on-fill: #000; }
  * { print-color-adjust: exact; } body { max-width: none; padding: 0; font-size: 11pt; } .filter { display: none; } .badge { border: 1px solid currentcolor; }
  details::details-content { content-visibility: visible; display: block; height: auto; } .migration { border-width: 1px 0 0; border-radius: 0; padding: 0; }
  .differences > li, .broken > li, .statements > li, tr, svg { break-inside: avoid; } h1, h2, h4, summary { break-after: avoid; }
}
`;
