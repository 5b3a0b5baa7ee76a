import type { Response } from 'express';
import type { Download } from '@docket/contracts/http/route';

/**
 * What a file may do in a browser. Files come from strangers: nothing in them is loaded or run, and a document of its own, such as an SVG
 * that somebody opens, is in a sandbox without an origin. Viewers of PDF do not start in one, and bring their own.
 */
const CAGED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";
const PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/** Sends bytes under the type that they were checked to be of, never under one that a browser guesses. */
export function sendDownload(response: Response, { bytes, mediaType, name, inline }: Download): void {
  const plain = name.replaceAll(/[^\w.-]/g, '_');
  response.setHeader('content-type', mediaType);
  response.setHeader('content-length', bytes.length);
  response.setHeader('content-disposition', `${inline ? 'inline' : 'attachment'}; filename="${plain}"`);
  response.setHeader('content-security-policy', mediaType === 'application/pdf' ? PDF : CAGED);
  response.setHeader('x-content-type-options', 'nosniff');
  response.end(bytes);
}
