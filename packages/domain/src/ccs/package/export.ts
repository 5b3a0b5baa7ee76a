import { Readable } from 'node:stream';
import type { CcsType } from '@docket/contracts/ccs/access';
import { ZipFile } from 'yazl';
import { keepRecord } from '../../contest/audit.ts';
import { findOwnContest } from '../../contest/rows.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { readCollection, type CcsCollection } from '../collections.ts';
import { ccsFeed } from '../feed.ts';
import { zipOf } from '../files.ts';
import { INFORMATION } from '../information.ts';
import { contestOf } from '../objects/contest.ts';
import { scoreboardOf } from '../objects/scoreboard.ts';
import { stateOf } from '../objects/state.ts';
import { sourceOf, type CcsSource } from '../source.ts';

/** All but runs: they are in the feed, a line each, however many there are. */
const COLLECTIONS = [
  'judgement-types',
  'languages',
  'groups',
  'organizations',
  'problems',
  'teams',
  'persons',
  'accounts',
  'submissions',
  'judgements',
  'clarifications',
  'awards',
  'commentary',
] as const satisfies readonly (CcsCollection & CcsType)[];

/**
 * A contest as a package of the specification, as its jury sees it: what each address answers, the feed as far as it has come, and the code that was handed
 * in. That it was taken is kept in the contest's records, as every look at somebody's code is.
 * @throws DocketError `contest_not_found`, `contest_not_jury`
 */
export async function exportContestPackage(
  ctx: Ctx,
  { id }: { readonly id: string },
): Promise<{ readonly name: string; readonly stream: Readable }> {
  const row = await findOwnContest(ctx, id);
  await change(ctx, (tx) => keepRecord(ctx, tx, { contestId: row.id, act: 'contest.exported' }));
  const source = await sourceOf(ctx, row.id);
  const zip = new ZipFile();
  const stream = Readable.from(zip.outputStream);
  const mtime = ctx.clock.now();
  // Opened one after the other, each when the one before is written.
  const add = (path: string, open: () => Promise<Readable>): void =>
    zip.addReadStreamLazy(path, { mtime }, (give) => {
      open().then(
        (content) => {
          content.once('error', (error) => stream.destroy(error));
          const end = (): void => void content.destroy();
          stream.once('close', end);
          content.once('close', () => stream.off('close', end));
          give(null, content);
        },
        (error: unknown) =>
          void stream.destroy(error instanceof Error ? error : new Error('unreadable', { cause: error })),
      );
    });
  const json = (path: string, data: () => unknown): void =>
    add(path, async () => Readable.from([`${JSON.stringify(await data(), null, 1)}\n`]));
  json('api.json', () => INFORMATION);
  json('contest.json', () => contestOf(source.contest));
  json('state.json', () => stateOf(source.contest, source.now));
  json('scoreboard.json', () => scoreboardOf(source));
  for (const type of COLLECTIONS) json(`${type}.json`, () => readCollection(source, type));
  add('event-feed.ndjson', async () => Readable.from(await feedOf(ctx, row.id)));
  for (const submissionId of submissionsOf(source))
    add(
      `submissions/${submissionId}/files.zip`,
      async () => (await zipOf(ctx, row.id, submissionId)) ?? Readable.from([]),
    );
  zip.end();
  return { name: `${row.slug}.zip`, stream };
}

function submissionsOf({ fold, view }: CcsSource): string[] {
  return fold.submissions(view).map(({ data }) => data.id);
}

function feedOf(ctx: Ctx, id: string): Promise<AsyncIterable<string>> {
  const { signal } = new AbortController();
  return ccsFeed(ctx, { id, stream: false, signal, stillThere: async () => true });
}
