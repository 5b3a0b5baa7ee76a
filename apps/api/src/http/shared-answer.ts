import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { encode, type Coded } from './compress.ts';

type Written = {
  readonly body: Buffer;
  readonly etag: string;
  /** By the encodings that a client takes: compressed once for all who take the same. */
  readonly coded: Map<string, Promise<Coded>>;
};

/** What an answer looks like when it is written, for as long as the object lives that it was written from. */
const written = new WeakMap<object, Written>();

function write(answer: object): Written {
  const known = written.get(answer);
  if (known !== undefined) return known;
  const body = Buffer.from(JSON.stringify(answer), 'utf8');
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const fresh = { body, etag, coded: new Map<string, Promise<Coded>>() };
  written.set(answer, fresh);
  return fresh;
}

/**
 * Sends an answer that many get: thousands who ask in the same second cost one `JSON.stringify` and one compression. The ETag is of what is said, so who
 * may see more has another one. Readers ask each time (`no-cache`), because whether they may see it is decided each time.
 * @param answer the same object for all of them, which is never changed
 */
export async function sharedAnswer(request: Request, response: Response, answer: object): Promise<void> {
  const { body, etag, coded } = write(answer);
  response.setHeader('cache-control', 'private, no-cache');
  response.setHeader('etag', etag);
  if (
    request.headers['if-none-match']?.split(/\s*,\s*/).some((each) => each.replace(/^(W\/)?/, 'W/') === etag) === true
  ) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const takes = request.headers['accept-encoding'] ?? '';
  const made = coded.get(takes) ?? encode(request, body);
  // Few spellings are in use; whoever makes up others is served without being remembered.
  if (coded.size < 8) coded.set(takes, made);
  const { body: bytes, encoding } = await made;
  if (encoding !== undefined) response.setHeader('content-encoding', encoding);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}
