/** The look of all pages. */
export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#17212b, #e8edf2); --soft: light-dark(#51606e, #a7b4c0); --line: light-dark(#c9d2da, #3a4651);
  --paper: light-dark(#fff, #182028); --ground: light-dark(#f1f4f7, #10161c); --accent: light-dark(#0b5cad, #7db9f5); --on-accent: light-dark(#fff, #0d1620);
  --bad: light-dark(#a4161a, #ff9a9a); --note: light-dark(#fff4ce, #40350f); }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
header, main, footer { max-width: 34rem; margin-inline: auto; padding: 0.75rem 1rem; }
.wide main, .wide header, .wide footer { max-width: 72rem; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; }
header b { font-size: 1.1rem; }
.note { background: var(--note); border-radius: 0.5rem; padding: 0.5rem 0.75rem; margin: 0 0 1rem; }
.bad { color: var(--bad); font-weight: 600; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 0.75rem; padding: 1rem; margin-bottom: 1rem; }
h1 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 0.75rem; }
h2 { font-size: 1.1rem; margin: 0 0 0.5rem; }
a { color: var(--accent); }
label { display: block; font-weight: 600; margin-top: 0.75rem; }
label.check { font-weight: 400; display: flex; gap: 0.5rem; align-items: baseline; }
.hint, footer, dt { color: var(--soft); }
.hint { display: block; font-weight: 400; font-size: 0.9rem; }
input:not([type=checkbox]), textarea, select { width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 0.4rem;
  padding: 0.5rem 0.6rem; min-height: 2.75rem; }
textarea { min-height: 12rem; font-family: ui-monospace, monospace; font-size: 0.9rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 0.75rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0.5rem 1.25rem; border-radius: 0.5rem; border: 1px solid var(--accent); background: var(--accent);
  color: var(--on-accent); cursor: pointer; }
button.second { background: none; color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1rem; align-items: center; }
.actions form { margin: 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0; }
dd { margin: 0; }
.amount { font-size: 1.75rem; font-weight: 700; margin: 0; }
.code { font: 700 1.5rem ui-monospace, monospace; letter-spacing: 0.2em; }
.qr { display: block; width: min(15rem, 100%); background: #fff; padding: 0.5rem; border-radius: 0.5rem; }
.qr svg { display: block; width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: start; padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: normal; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font-size: 0.85em; }
@media (max-width: 26rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.4rem; } }
`;
