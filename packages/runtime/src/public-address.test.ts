import { describe, expect, it } from 'vitest';
import { isPublicAddress, refusalOf } from './public-address.ts';

describe('addresses', () => {
  it.each(['93.184.216.34', '8.8.8.8', '223.255.255.255', '2606:4700::1111', '2a00:1450:4001::200e'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2001::1',
    '2002:a00:1::1',
    'example.org',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('what strangers may have us call', () => {
  const refusal = (address: string, loopback = false) => refusalOf(address, { loopback });
  it.each(['https://example.org/hooks?a=1', 'https://example.org:8443', 'https://93.184.216.34/'])('%s', (address) =>
    expect(refusal(address)).toBeUndefined(),
  );
  it.each([
    ['example.org', 'is no address of the web'],
    ['http://example.org/', 'must begin with https://'],
    ['ftp://example.org/', 'must begin with https://'],
    ['https://me:secret@example.org/', 'must have no name or password in it'],
    ['https://example.org/#x', 'must have no # in it'],
    ['https://127.0.0.1/', 'is in a private network'],
    // As URLs are read, these are 127.0.0.1 and 169.254.169.254.
    ['https://2130706433/', 'is in a private network'],
    ['https://0x7f.1/', 'is in a private network'],
    ['https://0251.0376.0251.0376/', 'is in a private network'],
    ['https://[::1]/', 'is in a private network'],
    ['https://[::ffff:127.0.0.1]/', 'is in a private network'],
    ['https://localhost/', 'is in a private network'],
    ['https://redis/', 'is in a private network'],
    ['https://metadata.google.internal/', 'is in a private network'],
    ['http://127.0.0.1/', 'must begin with https://'],
  ])('not %s', (address, why) => expect(refusal(address)).toBe(why));

  it('this machine in development, and still nobody else without TLS', () => {
    const fine = ['http://127.0.0.1:3999/', 'http://localhost:3999/', 'http://[::1]/', 'https://localhost/'];
    expect(fine.map((address) => refusal(address, true))).toEqual(fine.map(() => undefined));
    expect(refusal('http://10.0.0.1/', true)).toBe('must begin with https://');
    expect(refusal('https://10.0.0.1/', true)).toBe('is in a private network');
  });
});
