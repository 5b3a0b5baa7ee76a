import type { ConnectionTimes } from './timetable.ts';

/** What the time between two flights depends on. */
type Change = {
  readonly connection: ConnectionTimes;
  readonly isInternational: boolean;
  readonly changesTerminal: boolean;
};

/** Least time between landing and taking off again, minutes. Passengers and bags of a flight abroad go through the border, whichever of the two it is. */
export function leastConnection({ connection, isInternational, changesTerminal }: Change): number {
  const { domestic, international, otherTerminal } = connection;
  return (isInternational ? international : domestic) + (changesTerminal ? otherTerminal : 0);
}
