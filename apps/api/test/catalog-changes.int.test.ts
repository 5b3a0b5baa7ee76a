import { deflateSync, crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as titles from '@docket/contracts/http/title';
import * as venues from '@docket/contracts/http/venue';
import { makeProgramme } from '@docket/testing/programme';
import {
  expectContract,
  expectProblem,
  record,
  startTestApi,
  type Answer,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { importedProblem } from './things.ts';
import { readImageInfo } from '@docket/domain/catalog/title/image-info';

let api: TestApi;
let manager: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  manager = await api.user('manager');
});
afterAll(() => api.stop());

/** A whole PNG of one colour. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0], 8);
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))));
  const begin = Buffer.from('89504e470d0a1a0a', 'hex');
  return new Uint8Array(
    Buffer.concat([begin, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]),
  );
}

function upload(
  slug: string,
  raw: Uint8Array<ArrayBuffer> | string,
  type = 'image/png',
  by = manager,
): Promise<Answer> {
  return api.call('PUT', `/titles/${slug}/poster`, { token: by.token, raw, headers: { 'content-type': type } });
}

describe('a poster', () => {
  test('is served by its hash, to be kept, as an image and nothing else, and follows its title everywhere', async () => {
    const { title, showId } = await makeProgramme(api.db);
    const bytes = png(400, 600);
    const answer = await upload(title, bytes);
    expectContract(answer, titles.putPoster);
    const { poster } = titles.titleDetail.parse(answer.body);
    const image = await fetch(api.url + poster);
    const kept = Buffer.from(await image.arrayBuffer());
    expect(poster).toBe(`/posters/${createHash('sha256').update(kept).digest('hex')}`);
    expect(readImageInfo(kept)).toEqual({ type: 'image/webp', width: 400, height: 600 });
    expect(Object.fromEntries(image.headers)).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.* sandbox;/),
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const again = await fetch(api.url + poster, { headers: { 'if-none-match': image.headers.get('etag') ?? '' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    for (const address of [`/titles/${title}`, `/shows/${showId}`, '/shows', '/titles'])
      expect([address, (await api.call('GET', address)).text.includes(poster ?? '-')]).toEqual([address, true]);

    expectContract(await api.call('DELETE', `/titles/${title}/poster`, { token: manager.token }), titles.removePoster);
    expectProblem(await api.call('GET', poster ?? ''), 404, 'poster_not_found');
    expect(record((await api.call('GET', `/titles/${title}`)).body)['poster']).toBeNull();
  });

  test('is what its bytes are, whatever it is sent as, and of a poster’s size', async () => {
    const { title } = await makeProgramme(api.db);
    const before = await api.countRows();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="600"><script>alert(1)</script></svg>';
    for (const [raw, why] of [
      [svg, 'no whole PNG'],
      [png(400, 600).subarray(0, -1), 'no whole PNG'],
      [png(100, 150), 'at least 200 × 300'],
      [png(600, 400), 'at least|two wide'],
      [png(600, 600), 'two wide and three high'],
      [png(2402, 3600), 'more than 2400'],
      [new Uint8Array(Buffer.concat([png(400, 600), Buffer.alloc(titles.POSTER.bytes)])), 'bytes; at most'],
    ] as const)
      expect(expectProblem(await upload(title, raw), 422, 'image_invalid').detail).toMatch(new RegExp(why));
    expectProblem(await upload(title, svg, 'image/svg+xml'), 415, 'unsupported_media_type');
    expectProblem(await upload(title, png(400, 600), 'image/png', await api.user()), 403, 'forbidden');
    expectProblem(await upload('no-such-title', png(400, 600)), 404, 'title_not_found');
    expect({ ...(await api.countRows()), users: 0, sessions: 0 }).toEqual({ ...before, users: 0, sessions: 0 });
  });

  test('is decoded to its end, and nothing but its pixels is kept', async () => {
    const { title } = await makeProgramme(api.db);
    const whole = Buffer.from(png(400, 600));
    // Header and end are those of a PNG; what is between them is not what it says.
    const damaged = Buffer.from(whole);
    const idat = damaged.indexOf('IDAT') + 4;
    damaged.fill(0x5a, idat + 2, idat + 12);
    const lying = Buffer.from(whole);
    lying.writeUInt32BE(500, 16);
    lying.writeUInt32BE(750, 20);
    for (const raw of [damaged, lying])
      expect(expectProblem(await upload(title, new Uint8Array(raw)), 422, 'image_invalid').detail).toContain(
        'cannot be decoded',
      );
    // A chunk of text is read past by whoever decodes.
    const words = Buffer.from('tEXtComment\0<script>alert(1)</script> 52.5200 N 13.4050 E', 'latin1');
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(words.length - 4, 0);
    frame.writeUInt32BE(crc32(words), 4);
    const chunk = Buffer.concat([frame.subarray(0, 4), words, frame.subarray(4)]);
    const hiding = Buffer.concat([whole.subarray(0, 33), chunk, whole.subarray(33)]);
    const answer = await upload(title, new Uint8Array(hiding));
    expectContract(answer, titles.putPoster);
    const kept = await fetch(api.url + String(titles.titleDetail.parse(answer.body).poster));
    expect(Buffer.from(await kept.arrayBuffer()).includes('script')).toBe(false);
  });

  test('does not open the other blobs: the answer of a secret test is no poster', async () => {
    await importedProblem(api, await api.user('setter'));
    const { rows } = await api.db.pool.query<{ hash: string }>('SELECT answer_hash AS hash FROM problem_tests LIMIT 1');
    expectProblem(await api.call('GET', `/posters/${rows[0]?.hash}`), 404, 'poster_not_found');
  });
});

test('titles, venues and cities are changed in part, and shows tell it at once', async () => {
  const { title, showId } = await makeProgramme(api.db);
  const patch = (path: string, json: unknown) => api.call('PATCH', path, { token: manager.token, json });
  const show = record((await api.call('GET', `/shows/${showId}`)).body);
  const answer = await patch(`/titles/${title}`, { name: 'Another name', tags: ['New', 'new'], language: null });
  expectContract(answer, titles.changeTitle);
  expect(answer.body).toMatchObject({
    name: 'Another name',
    tags: ['new'],
    language: null,
    minutes: record(show['title'])['minutes'],
  });
  expect((await api.call('GET', `/titles?q=another`)).text).toContain(title);
  const [venue, city] = [String(record(show['venue'])['slug']), String(record(show['city'])['slug'])];
  expectContract(await patch(`/venues/${venue}`, { address: '2 New Road' }), venues.changeVenue);
  expectContract(await patch(`/cities/${city}`, { name: 'Renamed' }), venues.changeCity);
  expect((await api.call('GET', `/shows/${showId}`)).body).toMatchObject({
    title: { name: 'Another name' },
    venue: { address: '2 New Road' },
    city: { name: 'Renamed' },
  });
  for (const [path, code] of [
    ['/titles/none', 'title_not_found'],
    ['/venues/none', 'venue_not_found'],
    ['/cities/none', 'city_not_found'],
  ] as const)
    expectProblem(await patch(path, { name: 'x' }), 404, code);
  expectProblem(await patch(`/titles/${title}`, {}), 400, 'invalid_request');
});
