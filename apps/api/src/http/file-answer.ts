import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Request, Response } from 'express';

/** What a route answers that sends a file instead of JSON. */
export type FileAnswer = {
  readonly type: string;
  /** Of the file when it is saved; without one it is shown where it is asked for. */
  readonly name?: string;
  /** Of content that never changes at its address; browsers keep it and ask by it. */
  readonly etag?: string;
  readonly body: Readable | Buffer;
};

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
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  if (file.name !== undefined)
    response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  response.setHeader('cache-control', file.etag === undefined ? 'no-store' : 'public, max-age=31536000, immutable');
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
