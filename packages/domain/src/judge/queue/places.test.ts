import { expect, test } from 'vitest';
import { movedPlaces, type Place, type Told } from './places.ts';

const CAPACITY = { slots: 2, averageMs: 1_000, languages: new Set(['c']) };
const at = (userId: string, id: string, ahead: number, paused = false): Place => ({
  userId,
  kind: 'submission',
  id,
  language: 'c',
  ahead,
  paused,
});

test('near the front a first sight and every step are told, standing still is not', () => {
  const told = new Map<string, Told>();
  // Answered with 6, perhaps, and one step farther by now.
  expect(movedPlaces(told, [at('u', 'a', 5)], CAPACITY)).toMatchObject([{ tasks: [{ queuePosition: 5 }] }]);
  expect(movedPlaces(told, [at('u', 'a', 5)], CAPACITY)).toEqual([]);
  expect(movedPlaces(told, [at('u', 'a', 4)], CAPACITY)).toEqual([
    {
      userId: 'u',
      tasks: [{ kind: 'submission', id: 'a', queuePosition: 4, expectedWaitSeconds: 2, waitReason: null }],
    },
  ]);
  expect(movedPlaces(told, [at('u', 'a', 4)], CAPACITY)).toEqual([]);
});

test('far back a first sight is only remembered, a tenth and more is told, and small steps add up', () => {
  const told = new Map<string, Told>();
  expect(movedPlaces(told, [at('u', 'a', 1_000)], CAPACITY)).toEqual([]);
  const heard = [990, 950, 901, 900, 850, 811, 810].filter(
    (ahead) => movedPlaces(told, [at('u', 'a', ahead)], CAPACITY).length > 0,
  );
  expect(heard).toEqual([900, 810]);
});

test('all tasks of a user come together, other users are left alone, and what no longer waits is forgotten', () => {
  const told = new Map<string, Told>();
  movedPlaces(told, [at('u', 'a', 0), at('v', 'b', 1), at('u', 'c', 2)], CAPACITY);
  const events = movedPlaces(told, [at('v', 'b', 1), at('u', 'c', 0)], CAPACITY);
  expect(events.map((event) => [event.userId, event.tasks.map((task) => task.id)])).toEqual([['u', ['c']]]);
  expect([...told.keys()].toSorted()).toEqual(['b', 'c']);
});

test('a pause takes back what was promised, and its end promises anew, to those who have not moved', () => {
  const told = new Map<string, Told>();
  const waitsHeard = (paused: boolean) =>
    movedPlaces(told, [at('u', 'a', 4, paused)], CAPACITY).map(({ tasks }) => tasks[0]?.expectedWaitSeconds);
  expect(waitsHeard(false)).toEqual([2]);
  expect(waitsHeard(true)).toEqual([null]);
  expect(waitsHeard(true)).toEqual([]);
  expect(waitsHeard(false)).toEqual([2]);
});

test('that the last worker with the language is gone is told with the reason, and so is that one is back', () => {
  const told = new Map<string, Told>();
  const heard = (languages: readonly string[]) =>
    movedPlaces(told, [at('u', 'a', 4)], { ...CAPACITY, languages: new Set(languages) }).map(({ tasks }) => [
      tasks[0]?.waitReason,
      tasks[0]?.expectedWaitSeconds,
    ]);
  expect(heard(['c', 'ada'])).toEqual([[null, 2]]);
  expect(heard(['ada'])).toEqual([['no_language', null]]);
  expect(heard(['ada'])).toEqual([]);
  // All workers away at once are being replaced: the pace of before is as good a guess as any.
  expect(heard([])).toEqual([['no_worker', 2]]);
  expect(heard(['c'])).toEqual([[null, 2]]);
});
