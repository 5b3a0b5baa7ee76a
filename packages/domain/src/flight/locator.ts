import { randomInt } from 'node:crypto';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

/** Letters and digits that are not taken for each other when they are said or read: no I, O, 0 and 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 6;
/** One is taken once in a thousand times when there are a million. */
const TRIES = 6;

const takeStatement = prepare(
  'flight_locator_take',
  'INSERT INTO flight_locators (locator) VALUES ($1) ON CONFLICT DO NOTHING RETURNING locator',
);

/** Takes record locators that nobody has, and nobody else will have. */
export async function takeLocators(tx: Tx, count: number): Promise<string[]> {
  const taken: string[] = [];
  for (let tried = 0; tried < TRIES * count && taken.length < count; tried += 1) {
    const locator = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    if ((await takeStatement(tx.client, [locator])).length > 0) taken.push(locator);
  }
  if (taken.length < count) throw new Error('no record locator is left that nobody has');
  return taken;
}
