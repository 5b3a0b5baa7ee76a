import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Request, Response } from 'express';

/** What a route answers that sends a file instead of JSON. */
export type FileAnswer = {
  readonly type: string;
  /** Of the file when it is saved. */
  readonly name?: string;
  /** Browsers may show it where it is asked for; otherwise, if it has a name, they save it. */
  readonly inline?: boolean;
  /** Nobody between us and the reader may keep it. */
  readonly readerOnly?: boolean;
  /** Of content that never changes at its address; browsers keep it and ask by it. */
  readonly etag?: string;
  readonly body: Readable | Buffer;
};

/**
 * What a file may do in a browser. Files come from strangers: nothing in them is loaded or run, and a document of its own, such as an SVG
 * that somebody opens, is in a sandbox without an origin. Viewers of PDF do not start in one, and bring their own.
 */
const CAGED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";
const PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
const DAY = 86_400;
const YEAR = 31_536_000;

/** Does the browser have it already? */
export function isHeld(request: Request, etag: string): boolean {
  return request.headers['if-none-match']?.split(/\s*,\s*/).some((each) => each.replace(/^W\//, '') === etag) === true;
}

/**
 * Sends a file so that it is nothing but a file: of the type it has, in no frame and with no script, whoever uploaded it.
 * A reader who goes away ends the reading of it.
 */
export async function sendFile(request: Request, response: Response, file: FileAnswer): Promise<void> {
  response.setHeader('content-type', file.type);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', file.type === 'application/pdf' ? PDF : CAGED);
  if (file.name !== undefined) {
    const disposition = file.inline === true ? 'inline' : 'attachment';
    response.setHeader('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  }
  // An address with an etag stands for its bytes.
  const keep = file.readerOnly === true ? `private, max-age=${DAY}, immutable` : `public, max-age=${YEAR}, immutable`;
  response.setHeader('cache-control', file.etag === undefined ? 'no-store' : keep);
  if (file.etag !== undefined) {
    const etag = `"${file.etag}"`;
    response.setHeader('etag', etag);
    if (isHeld(request, etag)) {
      response.statusCode = 304;
      response.end();
      return;
    }
  }
  if (Buffer.isBuffer(file.body)) {
    response.setHeader('content-length', file.body.length);
    response.end(file.body);
    return;
  }
  await pipeline(file.body, response).catch((error: unknown) => {
    // Once it has begun there is no other answer: the connection breaks, which says that the file is not whole.
    if (!response.headersSent) throw error;
    response.destroy();
  });
}
