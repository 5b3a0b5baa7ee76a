import { createECDH, randomBytes } from 'node:crypto';
import { checkVapid, decryptPush } from '@docket/testing/push-service';
import { describe, expect, it } from 'vitest';
import { encryptPush, PUSH_BYTES } from './encrypt-push.ts';
import { createVapid } from './vapid.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

function keyPair(privateKey?: string) {
  const pair = createECDH('prime256v1');
  if (privateKey === undefined) pair.generateKeys();
  else pair.setPrivateKey(bytes(privateKey));
  return pair;
}

/** RFC 8291, 5 and appendix A. */
const RFC = {
  plain: 'When I grow up, I want to be a watermelon',
  ours: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  theirs: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

describe('a message for a browser', () => {
  it('is that of RFC 8291', () => {
    const fresh = { salt: bytes(RFC.salt), ours: keyPair(RFC.ours) };
    expect(encryptPush(Buffer.from(RFC.plain), RFC, fresh).toString('base64url')).toBe(RFC.message);
    expect(decryptPush(bytes(RFC.message), { own: keyPair(RFC.theirs), auth: bytes(RFC.auth) })).toBe(RFC.plain);
  });

  it('is read by its browser and by no other, and is another each time', () => {
    const own = keyPair();
    const auth = randomBytes(16);
    const browser = { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') };
    const text = `दिल्ली ${'x'.repeat(500)}`;
    const message = encryptPush(Buffer.from(text), browser);
    expect(decryptPush(message, { own, auth })).toBe(text);
    expect(encryptPush(Buffer.from(text), browser).equals(message)).toBe(false);
    expect(() => decryptPush(message, { own: keyPair(), auth })).toThrow();
    expect(() => decryptPush(message, { own, auth: randomBytes(16) })).toThrow();
    const touched = Buffer.from(message);
    touched[100] = (touched[100] ?? 0) ^ 1;
    expect(() => decryptPush(touched, { own, auth })).toThrow();
  });

  it('has 4096 bytes at most', () => {
    const { p256dh, auth } = RFC;
    expect(encryptPush(Buffer.alloc(PUSH_BYTES, 'x'), { p256dh, auth })).toHaveLength(4_096);
    expect(() => encryptPush(Buffer.alloc(PUSH_BYTES + 1, 'x'), { p256dh, auth })).toThrow('1 too long');
  });
});

describe('who sends', () => {
  const pair = keyPair();
  const publicKey = pair.getPublicKey('base64url');
  const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
  const authorise = createVapid({ publicKey, privateKey, subject: 'mailto:ops@example.org' });
  const NOW = 1_796_000_000;

  it('is checked as RFC 8292 has it', () => {
    const rfc =
      'vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs';
    const expected = { origin: 'https://push.example.net', key: rfc.slice(rfc.indexOf('k=') + 2), now: 1_453_500_000 };
    expect(checkVapid(rfc, expected)).toEqual({
      aud: 'https://push.example.net',
      exp: 1_453_523_768,
      sub: 'mailto:push@example.com',
    });
    expect(() => checkVapid(rfc.replace('.i3CY', '.i3CZ'), expected)).toThrow('signature');
  });

  it('is said to the origin of the push service, for less than a day', () => {
    const said = authorise('https://push.example.net/abc?d=e', NOW);
    const expected = { origin: 'https://push.example.net', key: publicKey, now: NOW };
    expect(checkVapid(said, expected)).toEqual({
      aud: 'https://push.example.net',
      exp: NOW + 43_200,
      sub: 'mailto:ops@example.org',
    });
    expect(() => checkVapid(said, { ...expected, origin: 'https://push.example.org' })).toThrow('it is for');
    expect(() => checkVapid(said, { ...expected, now: NOW + 43_200 })).toThrow('over');
  });
});
