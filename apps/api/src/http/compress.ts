import type { Request } from 'express';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** About one packet: below that, nothing arrives sooner for being shorter. */
const WORTH_BYTES = 1_400;

/** In this order, of what a client takes. Both work in the pool of threads: the event loop goes on meanwhile. */
const ENCODINGS = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 4 }),
};

export type Coded = { readonly body: Buffer; readonly encoding: keyof typeof ENCODINGS | undefined };

/** A body in the form that is shortest for whoever asked. Tokens travel in a header, so no secret is beside what a stranger chose. */
export async function encode(request: Request, body: Buffer): Promise<Coded> {
  if (body.length < WORTH_BYTES) return { body, encoding: undefined };
  // Browsers name gzip first out of habit; the order here is ours.
  for (const encoding of ['br', 'gzip'] as const) {
    if (request.acceptsEncodings(encoding) === false) continue;
    return { body: await ENCODINGS[encoding](body), encoding };
  }
  return { body, encoding: undefined };
}
