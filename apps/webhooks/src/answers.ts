import type { ServerResponse } from 'node:http';

/** What a sender can branch on, beside the status. */
export type Code =
  | 'signature_missing'
  | 'signature_wrong'
  | 'signature_stale'
  | 'address_refused'
  | 'not_found'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'unavailable';

const PROBLEMS: Readonly<Record<Code, readonly [status: number, title: string]>> = {
  signature_missing: [400, 'A header of the signature is missing, or has not its form'],
  signature_wrong: [400, 'The signature is not of this body with a secret that is in use'],
  signature_stale: [400, 'The signature is right, and its time too far from now'],
  address_refused: [403, 'Nobody may call from this address'],
  not_found: [404, 'There is nothing at this address'],
  method_not_allowed: [405, 'This address takes POST'],
  body_too_large: [413, 'The body is larger than 256 KiB'],
  unavailable: [503, 'It could not be stored; send it again'],
};

/** Nothing here is for browsers: no page may show it, read it or keep it. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const STORED = JSON.stringify({ status: 'stored' });

function send(response: ServerResponse, status: number, type: string, body: string): void {
  // Whoever was cut off hears nothing.
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** It is committed. */
export function answerStored(response: ServerResponse): void {
  send(response, 200, 'application/json', STORED);
}

/** A problem (RFC 9457). Nothing of what was sent comes back in it. */
export function answerProblem(response: ServerResponse, code: Code): void {
  const [status, title] = PROBLEMS[code];
  if (code === 'method_not_allowed') response.setHeader('allow', 'POST');
  if (code === 'unavailable') response.setHeader('retry-after', '5');
  send(response, status, 'application/problem+json', JSON.stringify({ type: 'about:blank', title, status, code }));
}
