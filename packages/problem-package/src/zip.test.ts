import { DocketError } from '@docket/contracts/errors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure, pack, refusal } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';
import { DEFAULT_PACKAGE_CAPS } from './types.ts';
import { writeZip } from './zip-writer.ts';
import type { ZipEntry } from './zip-writer.ts';

describe('hostile archives', () => {
  test.each<[string, ZipEntry, RegExp]>([
    ['parent folder', { path: '../evil.txt', content: 'x' }, /"\.\.\/evil\.txt" leaves the folder/],
    ['parent folder further down', { path: 'data/../../evil', content: 'x' }, /leaves the folder/],
    ['absolute path', { path: '/etc/passwd', content: 'x' }, /is an absolute path/],
    ['backslash', { path: 'data\\secret\\1.in', content: 'x' }, /backslash/],
    ['drive letter', { path: 'C:/x', content: 'x' }, /drive letter/],
    ['NUL', { path: 'data/a\0b', content: 'x' }, /NUL/],
    ['empty folder name', { path: 'data//x', content: 'x' }, /empty or "\."/],
    [
      'symbolic link',
      { path: 'data/secret/02.in', content: '/etc/passwd', mode: 0o120777 },
      /data\/secret\/02\.in is a symbolic link/,
    ],
    ['device', { path: 'data/dev', mode: 0o020666 }, /neither a file nor a folder/],
    ['pipe', { path: 'data/pipe', mode: 0o010666 }, /neither a file nor a folder/],
  ])('%s', async (_name, entry, message) => {
    const text = await refusal({}, [entry]);
    expect(text).toMatch(/^package_unsafe_path: /);
    expect(text).toMatch(message);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['a tar file', Buffer.alloc(10240)],
    ['cut off', pack().subarray(0, 300)],
    ['a directory that is not there', pack().fill(0, 200, 700)],
  ])('not a zip: %s', async (_name, zip) => {
    expect((await failure(readZipPackage(zip))).code).toBe('package_not_zip');
  });

  test('too many files are refused by the directory alone', async () => {
    const many = writeZip(Array.from({ length: 10_001 }, (_, i) => ({ path: `junk/${i}`, content: '', store: true })));
    expect((await failure(readZipPackage(many))).message).toMatch(/10,001 entries; at most 10,000/);
    const claims = await failure(readZipPackage(writeZip([{ path: 'a' }], { claimedEntries: 60_000 })));
    expect(claims.code).toBe('package_too_many_files');
  });

  test('a bomb that admits its size', async () => {
    const text = await refusal({}, [{ path: 'data/secret/02.in', content: Buffer.alloc(65 * 2 ** 20) }]);
    expect(text).toMatch(/^package_too_large: data\/secret\/02\.in unpacks to 65 MiB; at most 64 MiB/);
  });

  test('a bomb that lies about its size stops while it is inflated', async () => {
    const zip = pack({ 'data/secret/02.ans': 'x' }, [
      { path: 'data/secret/02.in', content: Buffer.alloc(40 * 2 ** 20), claimedSize: 10 },
    ]);
    const caps = { ...DEFAULT_PACKAGE_CAPS, fileBytes: 2 ** 20 };
    expect((await failure(readZipPackage(zip, { caps }))).message).toMatch(
      /^data\/secret\/02\.in unpacks to more than 1 MiB/,
    );
    // Under the caps it is still not believed.
    expect((await failure(readZipPackage(zip))).code).toBe('package_too_large');
    const small = pack({ 'data/secret/02.ans': 'x' }, [
      { path: 'data/secret/02.in', content: 'abcdef', claimedSize: 3 },
    ]);
    expect((await failure(readZipPackage(small))).message).toMatch(
      /02\.in is damaged .*6 bytes where the directory says 3/,
    );
  });

  test('many files that are small alone are counted together', async () => {
    const extra = Array.from({ length: 20 }, (_, i) => [
      { path: `data/secret/b${i}.in`, content: Buffer.alloc(2 ** 20) },
      { path: `data/secret/b${i}.ans`, content: '1' },
    ]).flat();
    const total = await failure(
      readZipPackage(pack({}, extra), { caps: { ...DEFAULT_PACKAGE_CAPS, totalBytes: 10 * 2 ** 20 } }),
    );
    expect(total.message).toMatch(/The package unpacks to 20 MiB; at most 10 MiB/);
    const ratio = await failure(
      readZipPackage(pack({}, extra), { caps: { ...DEFAULT_PACKAGE_CAPS, ratioFreeBytes: 5 * 2 ** 20 } }),
    );
    expect(ratio.message).toMatch(/more than 200 times its packed size/);
  });

  test('text that is not UTF-8', async () => {
    const zip = pack({ 'statement/problem.en.md': null }, [
      { path: 'statement/problem.en.md', content: Uint8Array.of(0x61, 0xff) },
    ]);
    expect((await failure(readZipPackage(zip))).message).toMatch(/statement\/problem\.en\.md is not UTF-8/);
  });

  test('damage, encryption, odd methods and doubles are named', async () => {
    expect(
      await refusal({ 'data/secret/02.ans': 'x' }, [{ path: 'data/secret/02.in', content: 'abc', claimedCrc: 1 }]),
    ).toMatch(/package_invalid: data\/secret\/02\.in is damaged .*checksum/);
    expect(await refusal({}, [{ path: 'data/secret/02.in', content: 'abc', flags: 0x801 }])).toMatch(
      /package_invalid: .*encrypted/,
    );
    expect(await refusal({}, [{ path: 'data/secret/02.in', content: 'abc', method: 12 }])).toMatch(
      /package_invalid: .*compression method 12/,
    );
    expect(await refusal({}, [{ path: 'data/secret/01.in', content: 'abc' }])).toMatch(
      /package_invalid: data\/secret\/01\.in is in the archive twice/,
    );
    expect(await refusal({}, [{ path: 'data/secret/01.in/a/b', content: 'abc' }])).toMatch(
      /package_invalid: data\/secret\/01\.in is in the archive as a file and as a folder/,
    );
  });

  test('whatever bytes are changed, it is read or refused, never anything else', { timeout: 30_000 }, async () => {
    const whole = pack();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(40),
        async (edits, cut) => {
          const zip = Buffer.from(whole);
          for (const [at, byte] of edits) zip[at] = byte;
          const outcome = await readZipPackage(zip.subarray(0, zip.length - (cut > 30 ? cut : 0))).catch(
            (error: unknown) => error,
          );
          expect(outcome instanceof DocketError || !(outcome instanceof Error)).toBe(true);
        },
      ),
      { numRuns: 800 },
    );
  });
});
