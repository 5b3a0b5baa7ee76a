import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contests from '@docket/contracts/http/contest';
import * as juries from '@docket/contracts/http/contest-jury';
import { createSubmission } from '@docket/contracts/http/submission';
import { moveBoard } from '@docket/domain/contest/board/move';
import { later, minutesFromNow } from '@docket/domain/contest/fixtures';
import {
  expectContract,
  expectProblem,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  uniqueName,
  type TestApi,
} from './harness.ts';
import { importedProblem } from './things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
});
afterAll(() => api.stop());

test('a contest is made, published, entered and handed in to over HTTP, and who has its board is told that it is the same', async () => {
  const jury = await api.user('setter');
  const user = await api.user();
  const slug = uniqueName('contest');
  const body = { title: 'Autumn', slug, startsAt: minutesFromNow(-1), endsAt: minutesFromNow(60) };
  const wrong = await api.call('POST', '/contest', { token: jury.token, json: { ...body, endsAt: body.startsAt } });
  expect(expectProblem(wrong, 400, 'invalid_request').errors?.map(({ path }) => path)).toEqual([
    'body.startsAt',
    'body.endsAt',
  ]);
  const nowhere = await api.call('POST', '/contest', {
    token: jury.token,
    json: { ...body, timeZone: 'Europe/Nowhere' },
  });
  expect(expectProblem(nowhere, 400, 'invalid_request').errors).toMatchObject([
    { path: 'body.timeZone', message: expect.stringContaining('IANA') },
  ]);
  const made = await api.call('POST', '/contest', { token: jury.token, json: { ...body, timeZone: 'Asia/Kolkata' } });
  expectContract(made, contests.createContest);
  const problemId = await importedProblem(api, jury, { publish: 'later' });
  const problems = await api.call('PUT', `/contest/${slug}/problems`, {
    token: jury.token,
    json: { problems: [{ label: 'A', problemId }] },
  });
  expectContract(problems, juries.setContestProblems);
  expectProblem(await api.call('GET', `/contest/${slug}`, { token: user.token }), 404, 'contest_not_found');
  expectContract(
    await api.call('PATCH', `/contest/${slug}`, { token: jury.token, json: { visibility: 'LISTED' } }),
    contests.changeContest,
  );
  // By the name that older descriptions have, and it is the same again.
  const added = await api.call('POST', `/contest/${slug}/participants`, { token: user.token, json: {} });
  expectContract(added, contests.addParticipant);
  expectContract(
    await api.call('POST', `/contest/${slug}/register`, { token: user.token, json: {} }),
    contests.registerForContest,
  );
  const page = await api.call('GET', `/contest/${slug}`, { token: user.token });
  expectContract(page, contests.getContest);
  const { contestId, timeZone, participation, jury: secrets } = contests.contestDetail.parse(page.body);
  expect(timeZone).toBe('Asia/Kolkata');
  expect(participation?.participantId).toBe(contests.participation.parse(added.body).participantId);
  expect(secrets).toBeNull();
  expectContract(
    await api.call('GET', `/contest/${slug}/problems/A`, { token: user.token }),
    contests.getContestProblem,
  );
  const code = { problemId, language: 'python3', code: 'print(1)', contestId };
  expectContract(await api.call('POST', '/submissions', { token: user.token, json: code }), createSubmission);

  await moveBoard(api.ctx, { contestId });
  const board = await api.call('GET', `/contest/${slug}/board`);
  expectContract(board, contests.getContestBoard);
  expect(contests.contestBoard.parse(board.body).rows).toMatchObject([
    { name: user.username, cells: [{ pending: 1 }] },
  ]);
  const scoreboard = await api.call('GET', `/contest/${slug}/scoreboard`);
  expectContract(scoreboard, contests.getContestScoreboard);
  expect(scoreboard.body).toEqual(board.body);
  const standing = await api.call('GET', `/contest/${slug}/standing`, { token: user.token });
  expectContract(standing, contests.getContestStanding);
  expect(standing.body).toMatchObject({ place: 1, of: 1, row: { name: user.username } });
  const etag = board.headers.get('etag') ?? '';
  const again = await api.call('GET', `/contest/${slug}/board`, { headers: { 'if-none-match': etag } });
  expect([again.status, again.text]).toEqual([304, '']);
  // Who sees the problem has its name on the board, and so another answer.
  const titled = await api.call('GET', `/contest/${slug}/board`, {
    token: user.token,
    headers: { 'if-none-match': etag },
  });
  expect(titled.status).toBe(200);

  await later(api.db, contestId, 61);
  const late = await api.call('POST', '/submissions', { token: user.token, json: code });
  expect(expectProblem(late, 409, 'contest_over').detail).toMatch(/Your time ended at 20.*Z, by the server’s clock/);
  for (const when of ['running', 'past', 'mine', 'coming']) {
    const list = await api.call('GET', `/contest?when=${when}`, { token: user.token });
    expectContract(list, contests.listContests);
    expect([when, list.text.includes(slug)]).toEqual([when, when === 'past' || when === 'mine']);
  }
});
