import type { CaughtMail } from './read-mails.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/** Plain text with its addresses as links, which open in a tab of their own. A full stop or bracket behind one is not part of it. */
export function linked(text: string): string {
  const parts = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/);
  return parts
    .map((part, at) =>
      at % 2 === 0
        ? escaped(part)
        : `<a href="${escaped(part)}" target="_blank" rel="noopener noreferrer">${escaped(part)}</a>`,
    )
    .join('');
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 50rem; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.4rem; margin: 0 0 1rem }
ul { list-style: none; margin: 0; padding: 0 }
li { border-top: 1px solid #8886; padding: .6rem 0 }
li a { display: block; font-weight: 600; min-height: 1.5rem }
small, dt { color: GrayText }
dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1rem; margin: 0 0 1rem }
dd { margin: 0 }
pre { font: inherit; white-space: pre-wrap; border-top: 1px solid #8886; padding-top: 1rem; margin: 0 }
iframe { background: #fff; box-sizing: border-box; border: 1px solid #8886; height: 70vh; width: 100% }`;

/** What `content-security-policy` is to allow of a page: its own style, and a mail in a frame. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'none'; base-uri 'none'";
/** Of a mail in HTML, which strangers may have written parts of: no script, nothing from elsewhere, no origin; its links open tabs. */
export const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox";

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style><body>${body}</body></html>`;
}

const at = (date: string | undefined): string => (date === undefined ? '' : date.replace('T', ' ').slice(0, 19));

export function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails.map(
    ({ id, subject, to, date }) =>
      `<li><a href="/${id}">${escaped(subject === '' ? '(no subject)' : subject)}</a><small>to ${escaped(to)}, ${escaped(at(date))} UTC</small></li>`,
  );
  const body =
    rows.length === 0 ? '<p>No mail yet. What Docket would send appears here.</p>' : `<ul>${rows.join('')}</ul>`;
  return page('Mails', `<h1>Mails that were not sent</h1>${body}`);
}

export function mailPage(mail: CaughtMail): string {
  const { id, subject, from, to, date, text, html } = mail;
  const parts = [
    html === undefined
      ? ''
      : `<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/${id}/html"></iframe>`,
    text === undefined ? '' : `<pre>${linked(text)}</pre>`,
  ];
  return page(
    subject,
    `<p><a href="/">Mails</a></p><h1>${escaped(subject)}</h1><dl><dt>From</dt><dd>${escaped(from)}</dd><dt>To</dt><dd>${escaped(to)}</dd><dt>Date</dt><dd>${escaped(at(date))} UTC</dd></dl>${parts.join('')}`,
  );
}

/** The HTML of a mail, whose links leave the frame. */
export function mailHtml(html: string): string {
  return `<base target="_blank">${html}`;
}
