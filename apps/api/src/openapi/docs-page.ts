import { ERROR_CODES, errorCodes } from '@docket/contracts/errors';
import type { RouteContract } from '@docket/contracts/http/route';
import { accessWords } from './access-words.ts';
import type { OpenApiDocument } from './document.ts';
import { escapeHtml } from './html.ts';

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
nav ul { columns: 2 20rem; padding-left: 1rem; }
section { border-top: 1px solid var(--line); padding: .5rem 0 1rem; }
h2 { font-size: 1.05rem; } h2 code { font-size: 1rem; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; font-size: .85rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:target { outline: 2px solid currentColor; }`;

function anchorOf(route: RouteContract): string {
  return `${route.method}${route.path}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

function json(value: unknown): string {
  return `<pre tabindex="0">${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}

function details(title: string, value: unknown): string {
  return value === undefined ? '' : `<details><summary>${title}</summary>${json(value)}</details>`;
}

function section(route: RouteContract, document: OpenApiDocument): string {
  const operation = document.paths[route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')]?.[route.method.toLowerCase()] ?? {};
  const parameters = operation['parameters'];
  const codes = route.errors.map((code) => `<a href="#error-${code}"><code>${code}</code></a>`).join(', ');
  return `<section id="${anchorOf(route)}">
<h2><code>${route.method} ${escapeHtml(route.path)}</code></h2>
<p>${escapeHtml(route.summary)}. For ${escapeHtml(accessWords(route.access))}. Answers ${route.status}.</p>
${Array.isArray(parameters) && parameters.length > 0 ? details('Parameters', parameters) : ''}
${details('Body', operation['requestBody'])}
${details('Answers', operation['responses'])}
${codes === '' ? '' : `<p>Errors of its own: ${codes}</p>`}
</section>`;
}

/** The page for people: every route and every error code, from the same contracts, without a script. */
export function renderDocsPage(routes: readonly RouteContract[], document: OpenApiDocument): string {
  const index = routes
    .map((route) => `<li><a href="#${anchorOf(route)}"><code>${route.method} ${escapeHtml(route.path)}</code></a></li>`)
    .join('\n');
  const errors = errorCodes
    .map(
      (code) =>
        `<tr id="error-${code}"><td><code>${code}</code></td><td>${ERROR_CODES[code][0]}</td><td>${escapeHtml(ERROR_CODES[code][1])}</td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Docket API</title><style>${STYLE}</style></head>
<body>
<h1>Docket API</h1>
<p>Log in with <code>POST /user/login</code> and send the token as <code>Authorization: Bearer &lt;token&gt;</code>.
Lists answer <code>{data, meta: {nextCursor}}</code>. The same as a machine reads it: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
<nav aria-label="Routes"><ul>
${index}
</ul></nav>
<main>
${routes.map((route) => section(route, document)).join('\n')}
<section id="errors"><h2>Errors</h2>
<p>Errors are <code>application/problem+json</code> (RFC 9457) with these codes, a <code>requestId</code> to quote, and <code>errors[]</code> where fields are wrong.</p>
<table><thead><tr><th>code</th><th>status</th><th>meaning</th></tr></thead><tbody>
${errors}
</tbody></table></section>
</main>
</body></html>
`;
}
