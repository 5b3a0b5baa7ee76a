import { ccsTypes, type CcsType } from '@docket/contracts/ccs/access';
import type { CcsEvent } from '@docket/contracts/ccs/event';
import type { Ctx } from '../spine/ctx.ts';
import { offers } from './access.ts';
import { readCollection, type CcsCollection } from './collections.ts';
import type { LiveChange, Place } from './fold.ts';
import { runId } from './ids.ts';
import { contestOf } from './objects/contest.ts';
import { PAGE, runsOf } from './objects/runs.ts';
import { stateOf } from './objects/state.ts';
import { withFiles } from './objects/submissions.ts';
import { sourceOf, type CcsSource } from './source.ts';
import { placeOf, tokenOf } from './token.ts';

/** How often what has happened is looked for, by all who listen to a contest together. */
const LOOK_MS = 500;
/** A line without an event, where there was none for so long: a quarter of what the specification allows. */
const ALIVE_MS = 30_000;
/** Whether the caller may listen still is asked so often. */
const CHECK_MS = 5_000;

type FeedInput = {
  readonly id: string;
  readonly sinceToken?: string | undefined;
  /** False: what there is now, and no more. */
  readonly stream: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Is the caller still who they were? */
  readonly stillThere: () => Promise<boolean>;
};

type Line = Omit<CcsEvent, 'token'>;

/** Types that a fold has, whose changes are counted. The others are compared with what was told. */
const LIVE: readonly CcsType[] = ['submissions', 'judgements', 'runs'];
/** They name what is live, so they come after it; the state is last. */
const LAST: readonly CcsType[] = ['clarifications', 'awards', 'commentary', 'state'];

/**
 * The feed of a contest as its reader sees it: all objects that there are, then each as it changes. After a token collections that are no live data come whole,
 * which takes away what went meanwhile, and then whatever live data is another than at that token. It ends when its reader is another one, such as
 * somebody who left the jury.
 * @returns lines of NDJSON, empty ones to keep the connection alive
 * @throws DocketError `contest_not_found`, `invalid_request` (token), before the first line
 */
export async function ccsFeed(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: FeedInput,
): Promise<AsyncIterable<string>> {
  const first = await sourceOf(ctx, input.id);
  const since =
    input.sinceToken === undefined
      ? { all: 0, own: 0 }
      : placeOf(first.contest.id, first.fold, first.view, input.sinceToken);
  return tell(ctx, input, first, since);
}

async function* tell(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  { id, sinceToken, stream, signal, stillThere }: FeedInput,
  first: CcsSource,
  since: Place,
): AsyncGenerator<string> {
  const told = new Told(sinceToken !== undefined);
  let place = since;
  let [spoke, checked] = [ctx.clock.now().getTime(), ctx.clock.now().getTime()];
  for (let source = first; ;) {
    // Where one's own are told one by one the count of what everybody sees moves past them.
    const seen = source.fold.place(source.view);
    for await (const [line, at] of changesOf(source, told, place)) {
      place = at;
      spoke = ctx.clock.now().getTime();
      yield `${JSON.stringify({ ...line, token: tokenOf(source.contest.id, source.view, place) })}\n`;
    }
    place = seen;
    if (!stream || !(await pause(signal))) return;
    const now = ctx.clock.now().getTime();
    if (now - checked >= CHECK_MS) {
      checked = now;
      if (!(await stillThere())) return;
    }
    const next = await sourceOf(ctx, id, { again: true }).catch(() => undefined);
    // Whoever is another one now has another feed, and whose contest is gone has none.
    if (next === undefined || JSON.stringify(next.view) !== JSON.stringify(first.view)) return;
    source = next;
    if (now - spoke >= ALIVE_MS) {
      spoke = now;
      yield '\n';
    }
  }
}

/** @returns false when it is over */
async function pause(signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LOOK_MS);
  const end = (): void => resolve();
  signal.addEventListener('abort', end, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  return !signal.aborted;
}

/** What a connection was told of everything that no fold counts. */
class Told {
  readonly #known = new Map<string, { readonly data: object; readonly text: string }>();
  readonly #lists = new Map<CcsType, readonly unknown[]>();
  #whole: Set<CcsType>;

  /** @param whole the first of each type is told as a collection, which replaces what the reader has */
  constructor(whole: boolean) {
    this.#whole = new Set(whole ? ccsTypes : []);
  }

  one(type: CcsType, data: object): Line[] {
    return this.#isNews(type, data) ? [{ type, id: null, data }] : [];
  }

  many(type: CcsType, objects: readonly { readonly id: string }[]): Line[] {
    // The very list that was told: nothing in it is another.
    if (this.#lists.get(type) === objects) return [];
    this.#lists.set(type, objects);
    const news = objects.filter((each) => this.#isNews(`${type} ${each.id}`, each));
    const there = new Set(objects.map(({ id }) => `${type} ${id}`));
    const gone = [...this.#known.keys()].filter((key) => key.startsWith(`${type} `) && !there.has(key));
    for (const key of gone) this.#known.delete(key);
    if (this.#whole.delete(type)) return [{ type, id: null, data: objects }];
    return [
      ...news.map((data) => ({ type, id: data.id, data })),
      ...gone.map((key) => ({ type, id: key.slice(type.length + 1), data: null })),
    ];
  }

  #isNews(key: string, data: object): boolean {
    const known = this.#known.get(key);
    // The very object that was told.
    if (known?.data === data) return false;
    const text = JSON.stringify(data);
    this.#known.set(key, { data, text });
    return known?.text !== text;
  }
}

async function* changesOf(source: CcsSource, told: Told, since: Place): AsyncGenerator<[Line, Place]> {
  let place = since;
  const { contest, now, view, fold } = source;
  const pages = fold.pages(view, since, PAGE);
  const others = ccsTypes.filter((type) => offers(view, type) && !LIVE.includes(type));
  for (const type of others.filter((each) => !LAST.includes(each)))
    for (const line of await linesOf(type, source, told)) yield [line, place];
  for (const part of pages) {
    const runs = offers(view, 'runs') ? await runsOf(source, part.flatMap(judgedIn)) : new Map();
    for (const change of part) {
      // A place is reached with the last line of its change: whoever breaks off before is told it again.
      const own = change.type === 'judgements' ? runLines(source, change, runs) : [];
      const lines = change.data === null ? [...own, lineOf(source, change)] : [lineOf(source, change), ...own];
      for (const [at, line] of lines.entries()) yield [line, at === lines.length - 1 ? (place = change.place) : place];
    }
  }
  for (const type of others.filter((each) => LAST.includes(each) && each !== 'state'))
    for (const line of await linesOf(type, source, told)) yield [line, place];
  for (const line of told.one('state', stateOf(contest, now))) yield [line, place];
}

async function linesOf(type: CcsType, source: CcsSource, told: Told): Promise<Line[]> {
  if (type === 'contest') return told.one('contest', contestOf(source.contest));
  if (type === 'state') return told.one('state', stateOf(source.contest, source.now));
  return told.many(type, await readCollection(source, type satisfies CcsCollection));
}

function judgedIn({ type, submissionId }: LiveChange): string[] {
  return type === 'judgements' ? [submissionId] : [];
}

function lineOf(source: CcsSource, change: LiveChange): Line {
  const { type, submissionId: id, team } = change;
  if (change.data === null) return { type, id, data: null };
  return { type, id, data: change.type === 'submissions' ? withFiles(source, team, change.data) : change.data };
}

/** Tests of a judgement; of one that went, or came again with fewer of them, also which there are no more. */
function runLines({ fold, view }: CcsSource, change: LiveChange, known: Awaited<ReturnType<typeof runsOf>>): Line[] {
  if (!offers(view, 'runs')) return [];
  const { runs, most } = known.get(change.submissionId) ?? { runs: [], most: 0 };
  const there = new Set(runs.map(({ ordinal }) => ordinal));
  const mayBeLess = change.data === null || fold.attempts(change.submissionId) > 1;
  const gone = mayBeLess
    ? Array.from({ length: most }, (_, at) => at + 1).filter((ordinal) => !there.has(ordinal))
    : [];
  return [
    ...runs.map((data) => ({ type: 'runs' as const, id: data.id, data })),
    ...gone.map((ordinal) => ({ type: 'runs' as const, id: runId(change.submissionId, ordinal), data: null })),
  ];
}
