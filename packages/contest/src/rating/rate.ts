import { ContestError } from '../errors.ts';
import type { PlacedRow } from '../format.ts';
import type { Participant } from '../log.ts';
import { compareKeys } from '../rank.ts';
import { RATING_PARAMETERS, type RatingParameters } from './parameters.ts';
import { performances } from './performance.ts';
import { diffuse, displayedRating, learn, newPlayer, type RatedPlayer } from './player.ts';

export type RatedResult = { readonly player: string; readonly place: number };

export type RatedContest = {
  readonly id: string;
  /** Epoch milliseconds: contests are rated in this order, those of the same time by id. */
  readonly endedAt: number;
  readonly results: readonly RatedResult[];
};

export type RatingChange = {
  readonly player: string;
  readonly place: number;
  readonly performance: number;
  /** Displayed, before and after; null: the player's first contest. */
  readonly from: number | null;
  readonly to: number;
  /** To be kept: the next contest begins with it. */
  readonly after: RatedPlayer;
};

/**
 * What a contest does to the ratings of those who took part, in the order of its results. Pure: the same for a contest that is final and for a board of this minute,
 * whose changes are then provisional. A field of one says nothing and changes nothing. Throws `rating_player_twice`.
 */
export function rateContest(
  players: ReadonlyMap<string, RatedPlayer | undefined>,
  results: readonly RatedResult[],
  parameters: RatingParameters = RATING_PARAMETERS,
): RatingChange[] {
  const twice = firstTwice(results.map(({ player }) => player));
  if (twice !== undefined)
    throw new ContestError(
      'rating_player_twice',
      `${twice} is in the results of one contest twice. Give each player one place.`,
    );
  if (results.length < 2) return [];
  const field = results.map(({ player, place }) => {
    const before = players.get(player);
    return { player, place, before, now: diffuse(before ?? newPlayer(parameters), parameters) };
  });
  const values = performances(
    field.map(({ place, now: { mu, sigma } }) => ({ mu, deviation: Math.hypot(sigma, parameters.beta), place })),
  );
  return field.map(({ player, place, before, now }, i) => {
    const performance = values[i] ?? now.mu;
    const after = learn(now, performance, parameters);
    const from = before === undefined ? null : displayedRating(before, parameters);
    return { player, place, performance, from, to: displayedRating(after, parameters), after };
  });
}

/**
 * All ratings as a fold over contests, one step each. `players` are those before the first of these contests: none, to begin from nothing, or the newest `after` of
 * each from contests before it, to begin where something was changed.
 */
export function* foldRatings(
  contests: readonly RatedContest[],
  players: ReadonlyMap<string, RatedPlayer> = new Map(),
  parameters: RatingParameters = RATING_PARAMETERS,
): Generator<{ readonly contest: RatedContest; readonly changes: readonly RatingChange[] }, Map<string, RatedPlayer>> {
  const now = new Map(players);
  const inOrder = contests.toSorted((a, b) => a.endedAt - b.endedAt || (a.id < b.id ? -1 : 1));
  for (const contest of inOrder) {
    const changes = rateContest(now, contest.results, parameters);
    for (const { player, after } of changes) now.set(player, after);
    yield { contest, changes };
  }
  return now;
}

/**
 * Results of a board for rating: rows that have a place, of participants who are rated and have tried anything. Places are counted anew among these. `isRated`
 * sees the participant, so that a team can be left out or be answered by its members.
 */
export function ratedResults(
  rows: readonly PlacedRow[],
  participants: ReadonlyMap<string, Participant>,
  isRated: (participant: Participant) => boolean = ({ rated }) => rated,
): RatedResult[] {
  const results: RatedResult[] = [];
  let last: { key: readonly number[]; place: number } | null = null;
  for (const row of rows) {
    const who = participants.get(row.participant);
    const took = row.cells.some((cell) => cell !== null) || row.hacks.successes + row.hacks.failures > 0;
    if (row.standing !== 'ranked' || who === undefined || !took || !isRated(who)) continue;
    if (last === null || compareKeys(last.key, row.key) !== 0) last = { key: row.key, place: results.length + 1 };
    results.push({ player: who.id, place: last.place });
  }
  return results;
}

function firstTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => {
    const isKnown = seen.has(name);
    seen.add(name);
    return isKnown;
  });
}
