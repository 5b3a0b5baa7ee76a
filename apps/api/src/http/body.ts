import type { IncomingMessage } from 'node:http';
import { DocketError } from '@docket/contracts/errors';
import type { BodyType } from '@docket/contracts/http/route';
import { findDuplicateKey } from './duplicate-key.ts';
import { refuseUnstorableText } from './text.ts';

/** Larger than any source code we take, with room for JSON's escapes. */
export const JSON_LIMIT_BYTES = 1024 * 1024;
/** A problem package as it travels; what it unpacks to has its own limits. */
export const PACKAGE_LIMIT_BYTES = 64 * 1024 * 1024;

const PACKAGE_TYPES = new Set(['application/zip', 'application/x-zip-compressed', 'application/octet-stream']);

/** Escapes that may stand for characters no database text can hold: U+0000 and surrogates. */
const SUSPECT_ESCAPE = /\\u(0000|d[89a-f])/i;

/** Media type without its parameters, lower case. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function refuseEncoding(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new DocketError('unsupported_media_type', 'Send the body without Content-Encoding.');
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

/** All bytes of a body. @throws DocketError `body_too_large` as soon as it is clear; the rest is read and dropped by the server. */
async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = (): DocketError =>
    new DocketError('body_too_large', `The body is larger than the ${limit} bytes that are accepted here.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) {
      chunks.length = 0;
      reject(tooLarge());
    } else {
      chunks.push(chunk);
    }
  });
  request.once('end', () =>
    resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
  );
  request.once('error', reject);
  request.once('close', () => {
    if (!request.complete) reject(new DocketError('invalid_request', 'The connection ended before the body did.'));
  });
  return promise;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON body, or undefined when none was sent.
 * @param check sees its bytes first, and may refuse them
 * @throws DocketError `unsupported_media_type`, `body_too_large`, `invalid_json` (also for a key that is there twice), `invalid_request` (NUL and the like)
 */
export async function readJsonBody(
  request: IncomingMessage,
  check: (bytes: Buffer) => void = () => undefined,
): Promise<unknown> {
  if (!hasBody(request)) {
    check(Buffer.alloc(0));
    return undefined;
  }
  const type = mediaType(request);
  if (type !== 'application/json' && !type.endsWith('+json')) {
    throw new DocketError(
      'unsupported_media_type',
      `Send JSON with Content-Type: application/json; this came as ${type === '' ? 'nothing at all' : type.slice(0, 100)}.`,
    );
  }
  refuseEncoding(request);
  const bytes = await readBytes(request, JSON_LIMIT_BYTES);
  check(bytes);
  const text = decode(bytes);
  const value = parse(text);
  const twice = findDuplicateKey(text);
  if (twice !== undefined)
    throw new DocketError('invalid_json', `The body says ${twice} more than once.`, {
      fields: [{ path: twice, message: 'is there more than once; leave one of them' }],
    });
  if (SUSPECT_ESCAPE.test(text)) refuseUnstorableText(value, 'body');
  return value;
}

export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The fields of a form, each a text. @throws DocketError `body_too_large`, `invalid_request` (a field that is there twice, NUL and the like) */
export async function readFormBody(request: IncomingMessage, check: (bytes: Buffer) => void): Promise<unknown> {
  refuseEncoding(request);
  const bytes = hasBody(request) ? await readBytes(request, JSON_LIMIT_BYTES) : Buffer.alloc(0);
  check(bytes);
  const fields = new URLSearchParams(bytes.toString());
  const seen = new Set<string>();
  const twice = [...fields.keys()].find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined)
    throw new DocketError('invalid_request', `The form says ${JSON.stringify(twice)} more than once.`);
  const value = Object.fromEntries(fields);
  refuseUnstorableText(value, 'body');
  return value;
}

/** A seat map as it travels: the largest hall, written out seat by seat. */
export const TEXT_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * The bytes of a route that takes other than JSON of its contract. Zip archives also come under the other names that clients have for them.
 * @throws DocketError `unsupported_media_type`, `body_too_large`, and `package_not_zip` for an archive that is empty
 */
export async function readRawBody(request: IncomingMessage, types: readonly BodyType[]): Promise<Buffer> {
  if (types.includes('application/zip')) return readPackageBody(request);
  const type = mediaType(request);
  if (!types.some((each) => each === type)) {
    throw new DocketError(
      'unsupported_media_type',
      `Send the file itself as the body, with Content-Type: ${types.join(' or ')}; this came as ${type === '' ? 'nothing at all' : type.slice(0, 100)}.`,
    );
  }
  refuseEncoding(request);
  return hasBody(request) ? readBytes(request, TEXT_LIMIT_BYTES) : Buffer.alloc(0);
}

/** The bytes of a problem package. @throws DocketError `unsupported_media_type`, `body_too_large`, `package_not_zip` when empty */
async function readPackageBody(request: IncomingMessage): Promise<Buffer> {
  const type = mediaType(request);
  if (!PACKAGE_TYPES.has(type)) {
    throw new DocketError(
      'unsupported_media_type',
      `Send the zip archive itself as the body, with Content-Type: application/zip; this came as ${type === '' ? 'nothing at all' : type.slice(0, 100)}.`,
    );
  }
  refuseEncoding(request);
  if (!hasBody(request)) throw new DocketError('package_not_zip', 'The body is empty. Send the zip archive itself.');
  return readBytes(request, PACKAGE_LIMIT_BYTES);
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new DocketError('invalid_json', 'The body is not valid UTF-8.', { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's words quote the body; a position is all that is needed.
    const position = cause instanceof Error ? /position (\d+)/.exec(cause.message)?.[1] : undefined;
    throw new DocketError(
      'invalid_json',
      `The body is not valid JSON${position === undefined ? '' : ` (at character ${position})`}.`,
      { cause },
    );
  }
}
