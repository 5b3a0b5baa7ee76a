import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of this origin may open a socket. No Origin header: not a browser. Otherwise the page's host must be
 * the one it asked us under (any port: the web app is served from the API's), or be listed.
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  if (host === undefined || !URL.canParse(origin) || !URL.canParse(`http://${host}`)) return false;
  return new URL(origin).hostname === new URL(`http://${host}`).hostname;
}
