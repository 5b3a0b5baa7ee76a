import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { isFinal } from '@docket/contracts/judge/verdict';
import type { Stack } from './stack.ts';

/** Verdicts as they arrive on the socket, by submission. */
export function listenForVerdicts(stack: Pick<Stack, 'client'>): (submissionId: string) => Promise<number> {
  const arrived = new Map<string, PromiseWithResolvers<number>>();
  const slot = (id: string): PromiseWithResolvers<number> => {
    const known = arrived.get(id) ?? Promise.withResolvers<number>();
    arrived.set(id, known);
    return known;
  };
  stack.client.realtime.listen({
    event: (event: EventEnvelope) => {
      if (event.type === 'submission.updated' && isFinal(event.data.status))
        slot(event.data.submissionId).resolve(performance.now());
    },
  });
  return (id) => slot(id).promise;
}
