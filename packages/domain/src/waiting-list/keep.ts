import { prepare } from '@docket/db/statement';
import type { EndedHold, HoldReactions, Subject } from '../reservation/subject.ts';
import type { Tx } from '../spine/emit.ts';

const keepStatement = prepare('keep_freed_seats', 'SELECT k AS show_id FROM keep_freed_seats($1, $2) k').rows<{
  show_id: string;
}>();

function wake(tx: Tx, showIds: Iterable<string>): void {
  tx.enqueue(...[...new Set(showIds)].map((showId) => ({ name: 'waitinglist.offer', payload: { showId } }) as const));
}

/**
 * What holds give back is kept for those who wait for the show, in the very transaction that ends them, and a job is owed that offers it. The list's
 * own holds are ended only to be offered.
 */
export const keepForWaitingList: HoldReactions['holdsEnded'] = async (tx, ended) => {
  const given = ended.filter(({ subject }) => subject.kind !== 'waitinglist');
  if (given.length === 0) return;
  const shows = await keepStatement(tx.client, [
    given.flatMap(({ poolId, units }) => units.map(() => poolId)),
    given.flatMap(({ units }) => units),
  ]);
  wake(
    tx,
    shows.map((row) => row.show_id),
  );
};

const all = async (_tx: Tx, ids: readonly string[]): Promise<readonly string[]> => ids;

/** An offer whose hold ran out is ended by the job that offers its seats to the next: it works on a list alone, and has the entries locked. */
export const offerSubject: Subject = {
  lock: all,
  async end(tx: Tx, holds: readonly EndedHold[]) {
    wake(
      tx,
      holds.map(({ poolId }) => poolId),
    );
  },
};

/** Seats that were kept for the list and that no worker has come for are anybody's. */
export const keptSeatsSubject: Subject = { lock: all, end: async () => undefined };
