import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scoreboardChannel } from '@docket/contracts/events/contest';
import { moveBoard } from '@docket/domain/contest/board/move';
import { boardCache } from '@docket/domain/contest/forget';
import { handIn, judge, later, makeContest, minutesFromNow, type TestContest } from '@docket/domain/contest/fixtures';
import { announce } from '@docket/domain/contest/desk/answer';
import { registerForContest } from '@docket/domain/contest/people/register';
import { newId } from '@docket/runtime/id';
import type { TestUser as DomainUser } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { contracts } from '../src/areas.ts';
import { reportLanguages, startTestApi, TEST_LANGUAGE, type Answer, type TestApi, type TestUser } from './harness.ts';

// What must not leak of a contest, asked of every GET route there is and of every channel: docs/contests.md, "Secrecy".

/** In everything of the problem that is secret before the start. */
const MARK = 'zqmarkedxw';

let api: TestApi;
let contest: TestContest;
let stranger: TestUser;
let registered: TestUser;
/** Of the problem's name in addresses: it is in some of the questions. */
let slug = '';
let juryKey = '';
const ids: Record<string, string> = {};

const asActor = ({ userId, username }: TestUser): DomainUser => ({
  kind: 'user',
  userId,
  username,
  role: 'user',
  sessionId: newId(),
});

beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  contest = await makeContest(api.db, {
    startsAt: minutesFromNow(30),
    endsAt: minutesFromNow(90),
    freezesAt: minutesFromNow(60),
    rated: true,
    problems: 1,
  });
  [stranger, registered] = [await api.user(), await api.user()];
  const [problemId = ''] = contest.problems;
  slug = `secret-name-${newId().slice(-8)}`;
  const ask = (text: string, values: unknown[]) => api.db.pool.query(text, values);
  await ask(`UPDATE problems SET slug = $2, title = $3, tags = ARRAY[$3], search_text = $3 WHERE id = $1`, [
    problemId,
    slug,
    MARK,
  ]);
  await ask(
    `UPDATE problem_versions SET statement = $2, author = $2, source = $2, title = $2, tags = ARRAY[$2] WHERE problem_id = $1`,
    [problemId, MARK],
  );
  const { rows } = await api.db.pool.query<{ hash: string }>(
    'SELECT input_hash AS hash FROM problem_tests WHERE problem_id = $1 AND sample',
    [problemId],
  );
  const hash = rows[0]?.hash ?? '';
  await ask(`UPDATE problem_tests SET name = $2 WHERE problem_id = $1`, [problemId, MARK]);
  await ask(
    `INSERT INTO problem_files (problem_id, version, name, kind, media_type, hash, size) VALUES ($1, 1, $2, 'statement', 'image/png', $3, 1)`,
    [problemId, `${MARK}.png`, hash],
  );
  await ask(`UPDATE blobs SET bytes = $2 WHERE hash = $1`, [hash, Buffer.from(MARK)]);
  // What the jury tries before is code of somebody else.
  const submissionId = await handIn(api.db, contest.jury, undefined, problemId);
  await ask(`UPDATE submissions SET files = $2 WHERE id = $1`, [
    submissionId,
    JSON.stringify([{ name: 'a.py', content: MARK }]),
  ]);
  await judge(api.db, submissionId, 'WA');
  await registerForContest({ ...api.ctx, actor: asActor(registered) }, { id: contest.id, unofficial: false });
  await announce({ ...api.ctx, actor: contest.jury }, { id: contest.id, text: MARK });
  const key = await api.db.pool.query<{ jury_key: string; slug: string }>(
    'SELECT jury_key, slug FROM contests WHERE id = $1',
    [contest.id],
  );
  juryKey = key.rows[0]?.jury_key ?? '';
  Object.assign(ids, {
    problemId,
    slug,
    contestId: contest.id,
    contestSlug: key.rows[0]?.slug,
    submissionId,
    hash,
    jury: contest.jury.username,
  });
});
afterAll(() => api.stop());

type Question = { readonly route: string; readonly address: string; readonly page: boolean };

/** What the first part of an address may stand for: a problem, a contest, what was handed in, and of profiles a person. */
function candidatesFor(path: string): readonly string[] {
  const { problemId = '', contestId = '', contestSlug = '', submissionId = '', jury = '' } = ids;
  if (!path.includes(':')) return [''];
  if (/^(\/api)?\/contest/.test(path)) return [contestId, contestSlug];
  if (path.startsWith('/profile')) return [jury];
  return [problemId, slug, contestId, submissionId];
}

/** Every address of a GET route, each of its first parts as each of the ids in turn, and the pages that browsers are given there. */
function questions(): Question[] {
  const { problemId = '', submissionId = '', hash = '' } = ids;
  const others: Readonly<Record<string, string>> = {
    label: 'A',
    hash,
    name: `${MARK}.png`,
    language: 'python3',
    submissionId,
    objectId: submissionId,
    version: '1',
  };
  return contracts
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path, query, answerType }) => {
      const shape: object = query !== undefined && 'shape' in query ? Object(query.shape) : {};
      // A feed that goes on would be read for good.
      const whole = answerType === 'application/x-ndjson' ? ['?stream=false'] : [''];
      const asked = [
        ...whole,
        ...('q' in shape ? [`?q=${MARK}`] : []),
        ...('tag' in shape ? [`?tag=${MARK}`] : []),
        ...('problemId' in shape ? [`?problemId=${problemId}`] : []),
        ...('userId' in shape ? [`?userId=${contest.jury.userId}`] : []),
        ...('view' in shape ? ['?view=jury', '?view=ghost'] : []),
        ...('version' in shape ? ['?version=1'] : []),
      ];
      return candidatesFor(path).flatMap((first) => {
        const parts = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
        const address = parts.reduce(
          (whole, name, at) =>
            whole.replace(`:${name}`, encodeURIComponent(at === 0 ? first : (others[name] ?? first))),
          path,
        );
        const page = /^\/(problems|contest|profile)\b/.test(path) ? [{ route: path, address, page: true }] : [];
        return [...asked.map((each) => ({ route: path, address: `${address}${each}`, page: false })), ...page];
      });
    });
}

/** Routes whose answer to somebody holds what they must not know: the mark, the problem's address where they did not say it, the jury's key. */
async function leaksTo(user: TestUser | undefined): Promise<string[]> {
  const found = new Set<string>();
  const left = questions();
  const ask = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { route, address, page } = next;
      const answer: Answer = await api.call('GET', address, {
        token: user?.token,
        ...(page ? { headers: { accept: 'text/html' } } : {}),
      });
      const said = `${JSON.stringify([...answer.headers])}\n${answer.text}`;
      const secrets = [MARK, slug, juryKey].filter((secret) => !address.includes(secret));
      // Whoever asks by the mark is not told what it is in.
      if (secrets.some((secret) => said.includes(secret)) || (answer.status === 200 && said.includes(MARK)))
        found.add(route);
    }
  };
  await Promise.all(Array.from({ length: 6 }, ask));
  return [...found].toSorted();
}

describe('before the start', () => {
  const readers: readonly (readonly [string, () => TestUser | undefined])[] = [
    ['nobody known', () => undefined],
    ['a stranger', () => stranger],
    ['somebody registered', () => registered],
  ];
  test.each(readers)('%s finds nothing of a problem, whatever is asked', async (_, who) => {
    // The announcement is for those who take part; it is in no other answer.
    const allowed =
      who() === registered
        ? ['/contest/:id/clarifications', '/api/contests/:id/clarifications', '/api/contests/:id/event-feed']
        : [];
    expect((await leaksTo(who())).filter((route) => !allowed.includes(route))).toEqual([]);
  });

  test('the same walk finds it where the guards are off', async () => {
    const back = [
      await withoutGuard(api.db, 'sees_problem', "p.status = 'PUBLISHED'", 'true'),
      await withoutGuard(api.db, 'scope_standing', 'IF v_member AND scope_is_open(s, m, p_at) THEN', 'IF true THEN'),
    ];
    const found = await leaksTo(stranger);
    for (const again of back) await again();
    expect(found).toEqual(
      expect.arrayContaining([
        '/problems/:slug',
        '/contest/:id/problems',
        '/contest/:id/problems/:label',
        '/problems/:slug/files/:hash/:name',
        '/api/contests/:id/problems',
        '/api/contests/:id/event-feed',
      ]),
    );
  });

  test('nothing of it is told on a channel that a stranger may hear', async () => {
    const { rows } = await api.db.pool.query<{ channel: string; payload: unknown }>(
      `SELECT channel, payload FROM outbox WHERE topic = 'event' AND channel NOT LIKE 'jury:%' AND channel <> ALL ($1)`,
      [[`user:${contest.jury.userId}`, `user:${registered.userId}`]],
    );
    expect(rows.map(({ channel }) => channel)).toContain(scoreboardChannel(contest.id));
    const said = JSON.stringify(rows);
    for (const secret of [MARK, slug, juryKey]) expect(said).not.toContain(secret);
  });

  test('nobody but its jury and those who set it may hand in to the problem, or run code on its samples', async () => {
    const [problemId = ''] = contest.problems;
    const code = { problemId, language: 'python3', code: 'print(1)' };
    for (const user of [stranger, registered]) {
      const answers = [
        await api.call('POST', '/submissions', { token: user.token, json: code }),
        await api.call('POST', '/runs', { token: user.token, json: { ...code, samples: true, inputs: [] } }),
        await api.call('POST', '/submissions', { token: user.token, json: { ...code, contestId: contest.id } }),
      ];
      expect(answers.map(({ body }) => (body as { code?: string }).code)).toEqual([
        'problem_not_found',
        'problem_not_found',
        user === stranger ? 'contest_not_participant' : 'contest_not_started',
      ]);
    }
  });
});

describe('in the freeze', () => {
  test('what others did is on no board, in no figure and in no profile', async () => {
    const [problemId = ''] = contest.problems;
    // The freeze began five minutes ago.
    await later(api.db, contest.id, 65);
    await judge(api.db, await handIn(api.db, asActor(registered), contest.id, problemId), 'AC');
    await moveBoard(api.ctx, { contestId: contest.id });
    boardCache(api.db).clear();
    const tell = async (address: string, user?: TestUser) =>
      (await api.call('GET', address, { token: user?.token })).text;
    const board = JSON.parse(await tell(`/contest/${contest.id}/board`)) as { rows: unknown };
    expect(board).toMatchObject({
      rows: [{ solved: 0, score: 0, cells: [{ solved: false, tries: 0, pending: 1, time: null }] }],
    });
    expect(await tell(`/profile/${registered.username}`)).toMatch(/"submissions":0,"accepted":0,"activity":\[\]/);
    expect(await tell(`/problems/${problemId}/run-times?language=python3`, registered)).toContain('"people":0');
    expect(JSON.parse(await tell(`/problems/${problemId}`, registered))).toMatchObject({
      acceptance: null,
      tags: [],
      solved: 'untouched',
    });
    // A stranger sees the board and still nothing of the problem.
    expect(await leaksTo(stranger)).toEqual([]);
    const own = JSON.parse(await tell(`/contest/${contest.id}/problems`, registered)) as unknown;
    expect(own).toMatchObject({ data: [{ label: 'A', title: MARK, mine: { solved: true, tries: 1 } }] });
  });
});
