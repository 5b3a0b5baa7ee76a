import { readFile } from 'node:fs';
import path from 'node:path';
import express, { type Express, type Request, type RequestHandler } from 'express';
import { stateOf } from './request-state.ts';

/** Addresses that are never the web app's, whatever the browser would accept. */
const NOT_PAGES = /^\/(openapi\.json|livez|readyz|metrics|assets\/.*|problems\/[^/]+\/files\/.*)$/;

/** The compressed copies that the build of the web app writes, the smaller first. */
const FORMS = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];

function contentType(extension: string): string {
  if (extension === '.js') return 'text/javascript; charset=utf-8';
  return extension === '.css' ? 'text/css; charset=utf-8' : 'image/svg+xml';
}

/** Browsers name `text/html`. At the root there is no JSON to be had, so that whoever takes anything (curl) is shown the page. */
function wantsPage(request: Request): boolean {
  return (
    (request.headers.accept ?? '').includes('text/html') || (request.path === '/' && request.accepts('html') !== false)
  );
}

/**
 * Serves the built web app. Its addresses are those of the API: whoever accepts `text/html` (browsers) gets the page,
 * everybody else the JSON. Without a build, everybody gets the JSON.
 */
export function mountWebApp(app: Express, root: string): void {
  const files = express.static(root, {
    index: false,
    redirect: false,
    setHeaders: (response, file) => {
      const form = FORMS.find(({ ending }) => file.endsWith(ending));
      if (form !== undefined) {
        response.setHeader('content-encoding', form.encoding);
        response.setHeader('content-type', contentType(path.extname(file.slice(0, -form.ending.length))));
      }
      response.setHeader('vary', 'Accept-Encoding');
      // The build puts a hash of the content into the names below assets/.
      const hashed = path.relative(root, file).startsWith(`assets${path.sep}`);
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    },
  });

  const file: RequestHandler = (request, response, next) => {
    // Spares all other requests a look at the disk.
    if (!/\.[a-z0-9]+$/i.test(request.path)) {
      next();
      return;
    }
    stateOf(request).route = 'file';
    const asked = request.url;
    const plain = () => {
      request.url = asked;
      files(request, response, (error?: unknown) => {
        stateOf(request).route = 'unmatched';
        next(error);
      });
    };
    // Browsers name gzip first out of habit; the order here is ours.
    const form = FORMS.find(({ encoding }) => request.acceptsEncodings(encoding) !== false);
    if (form === undefined) {
      plain();
      return;
    }
    // The build has a compressed copy beside most files; where there is none, the file itself.
    request.url = asked.replace(/(?=\?|$)/, form.ending);
    files(request, response, plain);
  };

  const page: RequestHandler = (request, response, next) => {
    if (
      (request.method !== 'GET' && request.method !== 'HEAD') ||
      NOT_PAGES.test(request.path) ||
      !wantsPage(request)
    ) {
      next();
      return;
    }
    // Read each time: a new build shows at once, and a page is asked for once in a visit.
    readFile(path.join(root, 'index.html'), (missing, html) => {
      if (missing !== null) {
        next();
        return;
      }
      stateOf(request).route = 'page';
      response.vary('Accept');
      response.setHeader('cache-control', 'no-cache');
      response.type('html').end(html);
    });
  };

  app.use(file, page);
}
