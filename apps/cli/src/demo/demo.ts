import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createDocket, type Docket } from '@docket/client/docket';
import { listLanguages, type Language } from '@docket/contracts/http/language';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { startInstance } from '../instance/instance.ts';
import { runningInstance } from '../instance/lock.ts';
import { readSettings } from '../instance/settings.ts';
import { CommandError, note, print } from '../output.ts';
import { stopSignal, untilAborted } from '../signals.ts';
import { bookSeats } from './booking.ts';
import { checkBooks } from './books.ts';
import { holdContest, QUICK, WATCHED } from './contest.ts';
import { createDisplay } from './display.ts';
import { complaint, table, type Outcome } from './report.ts';
import { chooseSamples, type Sample } from './samples.ts';
import { takeTrip } from './trip.ts';
import { emptyWallet } from './wallet.ts';

/** A sample that has no verdict after this long counts as failed. */
const PATIENCE_MS = 180_000;

type Stage = { readonly url: string; stop(): Promise<void> };

/** The instance that runs on the data directory, or one of our own. */
async function takeStage(aborted: AbortSignal): Promise<Stage> {
  const running = runningInstance(readSettings().dataDir);
  if (running?.url === undefined) return startInstance(aborted);
  note(`using the instance that runs already (process ${running.pid})`);
  return { url: running.url, stop: async () => undefined };
}

async function languagesFound(docket: Docket): Promise<readonly Language[]> {
  for (let tries = 0; ; tries += 1) {
    const { data } = await docket.call(listLanguages);
    if (data.length > 0) return data;
    if (tries > 100)
      throw new CommandError('No worker has reported a language. See the worker log in the data directory.');
    await sleep(100);
  }
}

async function judge(
  docket: Docket,
  sample: Sample,
  onState: (state: SubmissionDetail) => void,
  aborted: AbortSignal,
): Promise<Outcome> {
  const signal = AbortSignal.any([aborted, AbortSignal.timeout(PATIENCE_MS)]);
  let state: SubmissionDetail | undefined;
  try {
    const [first] = sample.files;
    const content =
      first !== undefined && sample.files.length === 1 ? { code: first.content } : { files: [...sample.files] };
    const { submissionId } = await docket.submit(
      { problemId: sample.problem, language: sample.language, ...content },
      { signal },
    );
    for await (const next of docket.watch(submissionId, { signal })) {
      state = next;
      onState(next);
    }
    return { sample, state, error: signal.aborted ? 'no verdict in time' : undefined };
  } catch (error) {
    return { sample, state, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Judges every sample as an ordinary user would: through the SDK, verdicts by WebSocket. Returns what went wrong. */
async function perform(url: string, aborted: AbortSignal): Promise<{ failures: string[]; login: string }> {
  const docket = createDocket({ baseUrl: url });
  const username = `demo-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(9).toString('base64url');
  try {
    await docket.signUp({ username, password, email: `${username}@docket.invalid` });
    await docket.login({ username, password });
    const languages = await languagesFound(docket);
    note(`languages found: ${languages.map(({ id, version }) => `${id} (${version})`).join(', ')}`);
    const { samples, gaps } = await chooseSamples(languages);
    const display = createDisplay(samples, process.stdout);
    const outcomes = await Promise.all(
      samples.map((sample, row) => judge(docket, sample, (state) => display.update(row, state), aborted)),
    );
    print(`\n${table(outcomes)}\n`);
    const failures = [...gaps, ...outcomes.map(complaint).filter((text) => text !== undefined)];
    return { failures, login: `${username} / ${password}` };
  } finally {
    docket.close();
  }
}

/** The administrator that the first start made. */
function adminLogin(): { username: string; password: string } {
  const { config, secrets } = readSettings();
  return { username: config.ADMIN_USERNAME, password: config.ADMIN_PASSWORD ?? secrets.adminPassword };
}

/** `npm run demo`: starts everything, judges samples in every language, books seats, empties a wallet, takes a trip, holds a contest, stays up; with `--exit` stops after that. */
export async function demo(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { exit: { type: 'boolean', default: false } } });
  const aborted = stopSignal();
  const stage = await takeStage(aborted);
  try {
    const { failures, login } = await perform(stage.url, aborted);
    if (aborted.aborted) return;
    failures.push(...(await bookSeats(stage.url, aborted)));
    failures.push(...(await emptyWallet(stage.url, aborted)));
    failures.push(...(await takeTrip(stage.url, aborted)));
    if (!aborted.aborted)
      failures.push(...(await holdContest(stage.url, adminLogin(), values.exit ? QUICK : WATCHED, aborted)));
    failures.push(...(await checkBooks(stage.url, adminLogin(), aborted)));
    if (aborted.aborted) return;
    for (const failure of failures) note(`not as expected: ${failure}`);
    if (failures.length > 0) process.exitCode = 1;
    if (failures.length === 0)
      note(
        'every verdict is as expected, no seat was sold twice, the wallet is empty, the trip was paid back, the contest is counted right and every invariant holds',
      );
    if (values.exit) return;
    print(`docket ready ${stage.url}`);
    note(`log in as ${login}. Ctrl-C stops everything.`);
    await untilAborted(aborted);
  } finally {
    await stage.stop();
  }
}
