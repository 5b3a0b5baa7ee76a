import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** An answer with what an attacker has changed about it. */
export type Twist = {
  /** The page that asked, where it is not the right one. */
  readonly origin?: string;
  readonly rpId?: string;
  /** The person was not asked for a PIN or finger. */
  readonly unverified?: boolean;
  /** Of a credential that was copied: its count stands still. */
  readonly counter?: number;
  readonly userHandle?: string;
};

type Options = { readonly challenge: string; readonly user?: { readonly id: string } };

/** User is present, user is verified, attested credential data (WebAuthn Level 3, 6.1). */
const [UP, UV, AT] = [0x01, 0x04, 0x40];

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** An authenticator of one device with one credential on P-256, as WebAuthn describes it, for tests without a browser. */
export class Authenticator {
  readonly id = randomBytes(32);
  #userHandle = '';
  #counter = 0;
  readonly #key: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly #origin: string;
  readonly #rpId: string;

  constructor({ origin, rpId }: { readonly origin: string; readonly rpId: string }) {
    this.#origin = origin;
    this.#rpId = rpId;
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** As `navigator.credentials.create` answers, without attestation. */
  register({ challenge, user }: Options, twist: Twist = {}) {
    this.#userHandle = user?.id ?? '';
    const clientDataJSON = this.#clientData('webauthn.create', challenge, twist);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const data = Buffer.concat([this.#authData(AT, twist), Buffer.alloc(16), length, this.id, this.#coseKey()]);
    // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR (RFC 8949).
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(data),
    ]);
    return {
      ...this.#form(),
      response: {
        clientDataJSON: base64url(clientDataJSON),
        attestationObject: base64url(attestationObject),
        transports: ['internal'],
      },
    };
  }

  /** As `navigator.credentials.get` answers. */
  answer({ challenge }: Options, twist: Twist = {}) {
    this.#counter += 1;
    const clientDataJSON = this.#clientData('webauthn.get', challenge, twist);
    const authenticatorData = this.#authData(0, twist);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), this.#key.privateKey);
    return {
      ...this.#form(),
      response: {
        clientDataJSON: base64url(clientDataJSON),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(signature),
        userHandle: twist.userHandle ?? this.#userHandle,
      },
    };
  }

  #form() {
    const id = base64url(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const;
  }

  #clientData(type: string, challenge: string, { origin = this.#origin }: Twist): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #authData(flags: number, { rpId = this.#rpId, unverified = false, counter = this.#counter }: Twist): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags | UP | (unverified ? 0 : UV)]), count]);
  }

  /** EC2, ES256, P-256, x, y (RFC 9053, 7.1.1). */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#key.publicKey.export({ format: 'jwk' });
    const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(left),
      Buffer.from([0x22]),
      bytes(right),
    ]);
  }
}

/** A text of less than 24 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function bytes(value: Uint8Array): Buffer {
  const head = value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}
