import * as contract from '@docket/contracts/http/draft';
import { CODE_LIMIT_BYTES } from '@docket/contracts/http/submission';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectContract, expectProblem, startTestApi, type TestApi, type TestUser } from './harness.ts';
import { packageZip } from './packages.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await importProblem(api.ctx, { source: { zip: packageZip({ slug: 'sum' }) } });
});
afterAll(() => api.stop());

const main = (content: string) => [{ name: 'main.py', content }];
const path = (language = 'python3') => `/problems/sum/drafts/${language}`;
const save = (user: TestUser, baseVersion: number, files: unknown, language?: string) =>
  api.call('PUT', path(language), { token: user.token, json: { baseVersion, files } });
const read = (user: TestUser, language?: string) => api.call('GET', path(language), { token: user.token });

describe('a draft', () => {
  test('is kept by language and version, and told to its author’s other devices', async () => {
    const user = await api.user();
    const first = await save(user, 0, main('print(1)'));
    expectContract(first, contract.saveDraft);
    expect(first.body).toMatchObject({ language: 'python3', version: 1, bytes: 8 });
    expect((await save(user, 1, main('print(2)'))).body).toMatchObject({ version: 2 });
    await save(user, 0, main('fn main() {}'), 'rust');
    const kept = await read(user);
    expectContract(kept, contract.getDraft);
    expect(kept.body).toMatchObject({ version: 2, files: main('print(2)') });
    const all = await api.call('GET', '/problems/sum/drafts', { token: user.token });
    expectContract(all, contract.listDrafts);
    expect(all.body).toMatchObject({ data: [{ language: 'rust' }, { language: 'python3', version: 2 }] });
    const { rows } = await api.db.pool.query<{ version: string }>(
      `SELECT payload -> 'data' ->> 'version' AS version FROM outbox
        WHERE name = 'draft.updated' AND channel = $1 AND payload -> 'data' ->> 'language' = 'python3' ORDER BY id`,
      [`user:${user.userId}`],
    );
    expect(rows.map(({ version }) => version)).toEqual(['1', '2']);
  });

  test('is nobody else’s, not even an admin’s', async () => {
    const user = await api.user();
    await save(user, 0, main('secret'));
    for (const other of [await api.user(), await api.user('admin')]) {
      expect((await read(other)).body).toMatchObject({ version: 0, files: [], updatedAt: null });
      expect((await api.call('GET', '/problems/sum/drafts', { token: other.token })).body).toEqual({ data: [] });
    }
    expectProblem(await api.call('GET', path()), 401, 'unauthenticated');
    expectProblem(await api.call('GET', '/problems/no-such/drafts', { token: user.token }), 404, 'problem_not_found');
  });

  test('of another version is not overwritten; the same again is no conflict, whatever it was made from', async () => {
    const user = await api.user();
    await save(user, 0, main('one'));
    expectProblem(await save(user, 0, main('two')), 409, 'draft_conflict');
    expectProblem(await save(user, 7, main('two')), 409, 'draft_conflict');
    expect((await read(user)).body).toMatchObject({ version: 1, files: main('one') });
    // Its answer was lost.
    expect((await save(user, 0, main('one'))).body).toMatchObject({ version: 1 });
  });

  test('of several at once that were made from one version, one is kept', async () => {
    const user = await api.user();
    await save(user, 0, main('base'));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => save(user, 1, main(`change ${at}`))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect((await read(user)).body).toMatchObject({ version: 2 });
  });

  test('is refused when it is too large, not text, or one too many; what was kept stays', async () => {
    const user = await api.user();
    await save(user, 0, main('small'));
    expectProblem(await save(user, 1, main('x'.repeat(CODE_LIMIT_BYTES + 1))), 413, 'code_too_large');
    expectProblem(await save(user, 1, main('a\0b')), 422, 'invalid_code');
    expectProblem(await save(user, 1, main('\uD800')), 422, 'invalid_code');
    expect((await read(user)).body).toMatchObject({ version: 1, files: main('small') });
    // As many as one account may have, and then an empty one, which counts for nothing.
    await api.db.pool.query(
      `INSERT INTO drafts (user_id, problem_id, language, version, files, bytes)
       SELECT $1, p.id, 'language-' || n, 1, '[{"name":"a","content":"b"}]', 1
         FROM problems p, generate_series(2, $2::int) n WHERE p.slug = 'sum'`,
      [user.userId, contract.DRAFTS_MAX],
    );
    expectProblem(await save(user, 0, main('more'), 'one-more'), 409, 'drafts_full');
    expect((await save(user, 1, main('changed'))).status).toBe(200);
    expect((await save(user, 2, [])).body).toMatchObject({ version: 3, bytes: 0 });
    expect((await save(user, 0, main('more'), 'one-more')).status).toBe(200);
  });
});
