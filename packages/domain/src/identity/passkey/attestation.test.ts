import { Authenticator } from '@docket/testing/authenticator';
import { expect, it } from 'vitest';
import { refuseCertificates } from './attestation.ts';

const { response } = new Authenticator({ origin: 'http://localhost', rpId: 'localhost' }).register({
  challenge: 'AAAA',
});
/** The same attestation object in another form. Texts and maps of CBOR (RFC 8949) begin with their kind and length. */
function inForm(form: string, statement = 'a0'): string {
  const hex = (text: string) => Buffer.from(text).toString('hex');
  const text = (word: string) => (0x60 + word.length).toString(16) + hex(word);
  const whole = Buffer.from(response.attestationObject, 'base64url').toString('hex');
  const changed = whole
    .replace(text('none'), text(form))
    .replace(`${text('attStmt')}a0`, `${text('attStmt')}${statement}`);
  return Buffer.from(changed, 'hex').toString('base64url');
}

it('takes none, and one by the passkey’s own key', () => {
  expect(() => refuseCertificates(response.attestationObject)).not.toThrow();
  expect(() => refuseCertificates(inForm('packed'))).not.toThrow();
});

// A certificate of the caller's making names the address at which the library would ask whether it was revoked.
it.each([
  ['android-key', 'a0'],
  ['tpm', 'a0'],
  ['apple', 'a0'],
  // {"x5c": []}
  ['packed', 'a16378356380'],
])('refuses %s with certificates', (form, statement) => {
  expect(() => refuseCertificates(inForm(form, statement))).toThrow('was not asked for');
});

it('refuses what is no attestation', () => {
  expect(() => refuseCertificates('AAAA')).toThrow();
});
