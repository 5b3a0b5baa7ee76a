import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { RouteContract } from '@docket/contracts/http/route';
import { encode } from './compress.ts';
import { sharedAnswer } from './shared-answer.ts';

/** Long enough to spare the server, short enough that a correction of how plans are told arrives the next day. */
const KEEP = 'public, max-age=86400, immutable';

/** The status of a route's answer. */
export function statusOf(contract: RouteContract, result: unknown): number {
  return contract.settled?.when(result) === true ? contract.settled.status : contract.status;
}

/** Sends what a route answers, as JSON, compressed where that is worth it; nothing with 204. */
export async function answer(
  request: Request,
  response: Response,
  contract: RouteContract,
  result: { readonly status: number; readonly body?: unknown; readonly replayed: boolean },
): Promise<void> {
  response.statusCode = result.status;
  // Answers depend on who asks, and browsers get a page at the same address.
  response.setHeader('cache-control', contract.cache === 'immutable' ? KEEP : 'no-store');
  response.vary('Accept, Accept-Encoding');
  if (result.replayed) response.setHeader('idempotent-replayed', 'true');
  if (contract.status === 204) {
    response.end();
    return;
  }
  if (contract.cache === 'shared' && typeof result.body === 'object' && result.body !== null) {
    await sharedAnswer(request, response, result.body);
    return;
  }
  const body = Buffer.from(JSON.stringify(result.body), 'utf8');
  if (contract.cache === 'immutable') {
    // Weak: it stands for what is said, in whichever encoding it travels.
    const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    response.setHeader('etag', etag);
    if (
      request.headers['if-none-match']?.split(/\s*,\s*/).some((each) => each.replace(/^(W\/)?/, 'W/') === etag) === true
    ) {
      response.statusCode = 304;
      response.end();
      return;
    }
  }
  const coded = await encode(request, body);
  if (coded.encoding !== undefined) response.setHeader('content-encoding', coded.encoding);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', coded.body.length);
  response.end(coded.body);
}
