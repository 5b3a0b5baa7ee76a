import { expect, test } from 'vitest';
import { checkEvent, type EventEnvelope } from './envelope.ts';

const id = '0190a0a0-0000-7000-8000-000000000001';
const task = { kind: 'run', id, queuePosition: 1, expectedWaitSeconds: null } as const;
const moved: EventEnvelope<'queue.moved'> = {
  v: 1,
  id,
  type: 'queue.moved',
  at: '2027-01-31T18:30:00Z',
  data: { userId: id, tasks: [task] },
};

test('an event is held to its contract to the letter', () => {
  expect(() => checkEvent(moved)).not.toThrow();
  for (const broken of [
    { ...moved, data: { ...moved.data, tasks: [{ ...task, password: 'x' }] } },
    { ...moved, data: { ...moved.data, more: 1 } },
    { ...moved, more: 1 },
    { ...moved, data: { userId: id, tasks: [{ ...task, queuePosition: 'first' as unknown as number }] } },
  ])
    expect(() => checkEvent(broken)).toThrow();
});
