import { expect, it } from 'vitest';
import { contestChannel } from '@docket/contracts/events/contest';
import { newId } from '@docket/runtime/id';
import { accessTo, maySeePresence } from './channels.ts';

it('tells nobody who listens to an assignment, and everybody who watches a scoreboard', () => {
  const [closed, open] = [contestChannel(newId(), true), contestChannel(newId(), false)];
  expect([accessTo(closed, 'ada'), accessTo(open, 'ada')]).toEqual(['public', 'public']);
  const seen = (channel: string) => ['user', 'setter', 'manager'].map((role) => maySeePresence(channel, role));
  expect(seen(closed)).toEqual([false, false, false]);
  expect(seen(open)).toEqual([true, true, true]);
});
