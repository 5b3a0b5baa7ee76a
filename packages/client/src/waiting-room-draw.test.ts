import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAW_RULE } from '@docket/contracts/http/waiting-room';
import { drawPlaces, entrantsDigest, verifyDraw, type DrawRecord } from './waiting-room-draw.ts';

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function randomSeed(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex);
const crowds = fc.uniqueArray(fc.uuid(), { maxLength: 40 });

async function makeDraw(seed: Uint8Array<ArrayBuffer>, entrants: readonly string[]): Promise<DrawRecord> {
  return {
    rule: DRAW_RULE,
    commitment: hex(new Uint8Array(await crypto.subtle.digest('SHA-256', seed))),
    seed: hex(seed),
    entrantsDigest: await entrantsDigest(entrants),
    total: entrants.length,
    entrants: await drawPlaces(hex(seed), entrants),
  };
}

/** Pearson's statistic of counts that should all be alike. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('a draw of places', () => {
  it('is a permutation of its entrants that does not depend on the order they came in', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, crowds, async (seed, entrants) => {
        const places = await drawPlaces(seed, entrants);
        expect(places.toSorted()).toEqual(entrants.toSorted());
        expect(await drawPlaces(seed, entrants.toReversed())).toEqual(places);
      }),
      { numRuns: 50 },
    );
  });

  it('gives everybody each place about equally often', async () => {
    const entrants = Array.from({ length: 8 }, (): string => crypto.randomUUID());
    const counts = new Map(entrants.map((id) => [id, Array.from({ length: 8 }, () => 0)]));
    for (let round = 0; round < 4_000; round += 1) {
      const places = await drawPlaces(hex(randomSeed()), entrants);
      for (const [place, id] of places.entries()) {
        const row = counts.get(id);
        if (row !== undefined) row[place] = (row[place] ?? 0) + 1;
      }
    }
    // Seven degrees of freedom: a fair draw exceeds 50 once in a hundred million tries.
    for (const row of counts.values()) expect(chiSquared(row)).toBeLessThan(50);
  });

  it('is another one when anybody else takes part, so nobody who knows the seed alone knows the places', async () => {
    const seed = hex(randomSeed());
    const entrants = Array.from({ length: 30 }, (): string => crypto.randomUUID());
    const before = await drawPlaces(seed, entrants);
    const after = (await drawPlaces(seed, [...entrants, crypto.randomUUID()])).filter((id) => entrants.includes(id));
    expect(after).not.toEqual(before);
  });

  it('is found right as it is, and wrong when anything of it was changed afterwards', async () => {
    const seed = randomSeed();
    const draw = await makeDraw(
      seed,
      Array.from({ length: 20 }, (): string => crypto.randomUUID()),
    );
    expect((await verifyDraw(draw, draw.commitment)).ok).toBe(true);

    const [first = '', second = '', ...rest] = draw.entrants;
    const forged: DrawRecord[] = [
      { ...draw, entrants: [second, first, ...rest] },
      { ...draw, entrants: [crypto.randomUUID(), second, ...rest] },
      { ...draw, entrants: [second, ...rest], total: 19 },
      { ...draw, entrants: [first, first, ...rest] },
      // Another seed with all that follows from it, but not the commitment.
      { ...(await makeDraw(randomSeed(), draw.entrants)), commitment: draw.commitment },
    ];
    for (const each of forged) expect((await verifyDraw(each)).ok).toBe(false);
    const other = await makeDraw(randomSeed(), draw.entrants);
    expect((await verifyDraw(other)).ok).toBe(true);
    expect((await verifyDraw(other, draw.commitment)).ok).toBe(false);
    await expect(verifyDraw({ ...draw, seed: null })).rejects.toThrow('not been made');
  });
});
