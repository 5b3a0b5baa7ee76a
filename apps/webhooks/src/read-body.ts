import type { IncomingMessage } from 'node:http';

/** Enough for any event of a provider. */
export const LIMIT_BYTES = 256 * 1024;

/**
 * The body as it came, byte for byte; `too_large` as soon as it is, `cut_off` when the sender went away in the middle of it. The rest of one that is too large is
 * thrown away as it comes, or its sender would meet a closed connection instead of the answer; the server's time limit ends that.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too_large' | 'cut_off'> {
  const { promise, resolve } = Promise.withResolvers<Buffer | 'too_large' | 'cut_off'>();
  if (Number(request.headers['content-length'] ?? 0) > LIMIT_BYTES) {
    request.resume();
    resolve('too_large');
    return promise;
  }
  const parts: Buffer[] = [];
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.byteLength;
    if (bytes > LIMIT_BYTES) {
      parts.length = 0;
      resolve('too_large');
    } else parts.push(part);
  });
  request.on('end', () => resolve(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)));
  request.on('error', () => resolve('cut_off'));
  request.on('close', () => resolve('cut_off'));
  return promise;
}
