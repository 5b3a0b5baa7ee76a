import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers that keep the web app to itself. Styles may be inline because KaTeX and CodeMirror write them; scripts may not.
 * Sockets of any host, because the gateway may be another one. No HSTS: whoever ends TLS in front decides that for the host and all its ports.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'self'`],
        scriptSrc: [`'self'`],
        styleSrc: [`'self'`, `'unsafe-inline'`],
        fontSrc: [`'self'`, 'data:'],
        imgSrc: [`'self'`, 'data:'],
        connectSrc: [`'self'`, 'ws:', 'wss:'],
        workerSrc: [`'self'`, 'blob:'],
        objectSrc: [`'none'`],
        baseUri: [`'self'`],
        formAction: [`'self'`],
        frameAncestors: [`'none'`],
      },
    },
    // A window in which somebody pays leads to another origin and back, and is closed by the page that opened it.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    strictTransportSecurity: false,
  });
}

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const HEADERS =
  'authorization, content-type, idempotency-key, x-request-id, x-auth-token, x-rapidapi-key, x-apihub-key';

/** CORS for the origins named in ALLOWED_ORIGINS. No credentials: tokens travel in a header that pages set themselves. */
export function cors(allowed: readonly string[]): RequestHandler {
  const origins = new Set(allowed);
  return function answerCors(request, response, next) {
    const { origin } = request.headers;
    if (origins.size > 0) response.vary('Origin');
    if (origin === undefined || !origins.has(origin)) {
      next();
      return;
    }
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'x-request-id, retry-after, idempotent-replayed');
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      response.setHeader('access-control-allow-methods', METHODS);
      response.setHeader('access-control-allow-headers', HEADERS);
      response.setHeader('access-control-max-age', '600');
      response.status(204).end();
      return;
    }
    next();
  };
}
