import { describe, expect, it } from 'vitest';
import { jobs } from '@docket/contracts/jobs/registry';
import { AREAS, chooseAreas, requireHandlers, requireAreaPerQueue } from './areas.ts';

const { judge, booking } = AREAS;
const handle = () => undefined;

describe('areas of the worker', () => {
  it('serve every queue that jobs are on, each by one', () => {
    requireAreaPerQueue();
    expect(() => requireAreaPerQueue({ judge })).toThrow(/job booking.place is on the queue booking, which no area/);
    expect(() => requireAreaPerQueue({ ...AREAS, other: booking })).toThrow(/booking and other both serve/);
  });

  it('handle every job of their queues', () => {
    const handlers = Object.fromEntries(Object.keys(jobs).map((job) => [job, handle]));
    requireHandlers('booking', booking, { booking: { handlers } });
    const { 'waitinglist.offer': _, ...others } = handlers;
    expect(() => requireHandlers('booking', booking, { booking: { handlers: others } })).toThrow(
      /no handler for the job waitinglist.offer of its queue booking/,
    );
    expect(() => requireHandlers('booking', booking, {})).toThrow(/no handler for the job booking.place/);
    expect(() => requireHandlers('booking', booking, { booking: { handlers }, judge: { handlers } })).toThrow(
      /serves the queue judge, which is not its own/,
    );
  });

  it('are all worked on unless some are named, and an unknown name is told', () => {
    expect([...chooseAreas(undefined).keys()]).toEqual(Object.keys(AREAS));
    expect([...chooseAreas(['booking', 'booking']).keys()]).toEqual(['booking']);
    expect(() => chooseAreas(['booking', 'toString'], { judge, booking })).toThrow(
      /WORKER_AREAS=booking,toString: there is no toString; give judge, booking/,
    );
  });
});
