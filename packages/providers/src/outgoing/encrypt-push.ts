import { createCipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';

/** A message is one record, so this is the longest; push services take 4096 bytes in all. */
const RECORD_BYTES = 4_096;
const TAG_BYTES = 16;
const CURVE = 'prime256v1';

/** The keys of a browser's subscription in base64url. */
export type BrowserKeys = { readonly p256dh: string; readonly auth: string };

/** What is made anew for each message; tests give that of the specification. */
export type Fresh = { readonly salt: Buffer; readonly ours: ECDH };

function fresh(): Fresh {
  const ours = createECDH(CURVE);
  ours.generateKeys();
  return { salt: randomBytes(16), ours };
}

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

/**
 * A message for one browser, as its push service carries it without being able to read it: RFC 8291 in the content coding `aes128gcm` (RFC 8188).
 * @param plain at most 3993 bytes @throws Error for keys that are none, or a message that is too long
 */
export function encryptPush(plain: Buffer, { p256dh, auth }: BrowserKeys, { salt, ours }: Fresh = fresh()): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url');
  const own = ours.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, own]);
  const key = derive(ours.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const cipher = createCipheriv(
    'aes-128-gcm',
    derive(key, salt, 'Content-Encoding: aes128gcm\0', 16),
    derive(key, salt, 'Content-Encoding: nonce\0', 12),
  );
  const header = Buffer.alloc(salt.length + 5);
  salt.copy(header);
  header.writeUInt32BE(RECORD_BYTES, salt.length);
  header.writeUInt8(own.length, salt.length + 4);
  // 2 says that this record is the last.
  const sealed = Buffer.concat([cipher.update(plain), cipher.update(Buffer.of(2)), cipher.final()]);
  const message = Buffer.concat([header, own, sealed, cipher.getAuthTag()]);
  if (message.length > RECORD_BYTES)
    throw new Error(`a push of ${plain.length} bytes is ${message.length - RECORD_BYTES} too long`);
  return message;
}

/** The longest message, bytes. */
export const PUSH_BYTES = RECORD_BYTES - 16 - 5 - 65 - 1 - TAG_BYTES;
