import path from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { appPage, type HeadOf } from './app-page.ts';
import { stateOf } from './request-state.ts';

/** The compressed copies that the build of the web app writes, the smaller first. */
const FORMS = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];

function contentType(extension: string): string {
  if (extension === '.js') return 'text/javascript; charset=utf-8';
  return extension === '.css' ? 'text/css; charset=utf-8' : 'image/svg+xml';
}

/**
 * Serves the built web app. Its addresses are those of the API: whoever accepts `text/html` (browsers) gets the page,
 * everybody else the JSON. Without a build, everybody gets the JSON.
 */
export function mountWebApp(app: Express, root: string, headOf: HeadOf = async () => undefined): void {
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
      const kept = file.includes('service-worker.js') ? 'no-cache' : 'public, max-age=300';
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : kept);
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

  app.use(file, appPage(root, headOf));
}
