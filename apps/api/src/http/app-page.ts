import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { stateOf } from './request-state.ts';

/** What is said of a page where its address is shared. */
export type PageHead = { readonly title: string; readonly description: string };

/** Of the page at an address: what is said of it, `missing` where what it is about is not there, undefined for most. */
export type HeadOf = (pathname: string) => Promise<PageHead | 'missing' | undefined>;

/** Addresses that are never the web app's, whatever the browser would accept. */
const NOT_PAGES = /^\/(api(\/.*)?|openapi\.json|livez|readyz|metrics|assets\/.*|problems\/[^/]+\/files\/.*)$/;

/** Browsers name `text/html`. At the root there is no JSON to be had, so that whoever takes anything (curl) is shown the page. */
function wantsPage(request: Request): boolean {
  return (
    (request.headers.accept ?? '').includes('text/html') || (request.path === '/' && request.accepts('html') !== false)
  );
}

/**
 * Answers browsers with the one page of the web app, whatever the address: with its own head where it is one to be
 * shared, and as 404 where the app has nothing there.
 */
export function appPage(root: string, headOf: HeadOf): RequestHandler {
  return async function page(request, response, next) {
    const asks = request.method === 'GET' || request.method === 'HEAD';
    if (!asks || NOT_PAGES.test(request.path) || !wantsPage(request)) return next();
    // Read each time: a new build shows at once, and a page is asked for once in a visit.
    const html = await readFile(path.join(root, 'index.html'), 'utf8').catch(() => undefined);
    if (html === undefined) return next();
    const state = stateOf(request);
    state.route = 'page';
    const [parts, head] = await Promise.all([
      partsOf(root, request.path),
      headOf(request.path).catch((error: unknown) => {
        // The app itself says what is the matter, and asks again.
        state.log.warn({ err: error }, 'a page went out without its head');
        return undefined;
      }),
    ]);
    response.status(parts !== undefined && head !== 'missing' ? 200 : 404);
    response.vary('Accept');
    response.setHeader('cache-control', 'no-cache');
    // Back from the page of a bank, a window stays with the page that opened it, which closes it.
    if (request.path.startsWith('/payments/')) response.removeHeader('cross-origin-opener-policy');
    const origin = `${request.protocol}://${request.headers.host ?? ''}`;
    const told = head === undefined || head === 'missing' ? html : withHead(html, head, origin, request.path);
    response.type('html').end(withParts(told, parts ?? []));
  };
}

const builtPages = z.array(z.object({ path: z.string(), parts: z.array(z.string()) }));

/** The parts of the build that the page at an address needs, by the list that the build writes; undefined where it has no page. */
async function partsOf(root: string, pathname: string): Promise<readonly string[] | undefined> {
  const list = await readFile(path.join(root, 'pages.json'), 'utf8').catch(() => undefined);
  // Without a list, as in tests of this, it has one everywhere.
  if (list === undefined) return [];
  const asked = pathname.replace(/\/+$/, '').split('/');
  return builtPages.parse(JSON.parse(list)).find((page) => {
    const steps = page.path.replace(/\/+$/, '').split('/');
    return steps.length === asked.length && steps.every((step, at) => step.startsWith('$') || step === asked[at]);
  })?.parts;
}

/** Asked for along with the app itself, instead of when that has run. */
function withParts(html: string, parts: readonly string[]): string {
  const links = parts
    .filter((part) => !html.includes(`"${part}"`))
    .map((part) => `<link rel="modulepreload" crossorigin href="${escaped(part)}" />`)
    .join('');
  return html.replace('</head>', () => `${links}</head>`);
}

/** The Open Graph protocol's words (ogp.me), which messengers and search engines read. */
function withHead(html: string, { title, description }: PageHead, origin: string, pathname: string): string {
  const tags = [
    ['og:type', 'website'],
    ['og:site_name', 'Docket'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', origin + pathname],
    ['og:image', `${origin}/icon-512.png`],
  ]
    .map(([property = '', content = '']) => `<meta property="${property}" content="${escaped(content)}" />`)
    .join('\n    ');
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(`${title} · Docket`)}</title>`)
    .replace(/<meta name="description"[^>]*>/, () => `<meta name="description" content="${escaped(description)}" />`)
    .replace('<!-- about -->', () => `<h1>${escaped(title)}</h1><p>${escaped(description)}</p>`)
    .replace('</head>', () => `  ${tags}\n    <meta name="twitter:card" content="summary" />\n  </head>`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
