import { randomKey } from '@docket/client/random-key';
import { RUN_INPUT_BYTES, RUN_INPUTS_MAX } from '@docket/contracts/http/run';
import { useMemo } from 'react';
import { useLocalValue } from '../../../lib/local-value.ts';
import { useSession } from '../../../lib/session.ts';
import { NOBODY } from '../../editor/api/drafts.ts';
import { ownCases, type OwnCase } from './cases.ts';

export type OwnCases = {
  readonly cases: readonly OwnCase[];
  /** Adds one, empty if nothing is given, and returns its id; undefined when there are as many as may be sent. */
  readonly add: ((input?: string) => string) | undefined;
  readonly change: (id: string, part: Partial<Omit<OwnCase, 'id'>>) => void;
  readonly remove: (id: string) => void;
  /** In UTF-8, all inputs together, when that is more than one run takes. */
  readonly tooManyBytes: number | undefined;
};

const NONE: readonly OwnCase[] = [];

/** The own inputs for a problem. */
export function useOwnCases(problemId: string): OwnCases {
  const owner = useSession()?.userId ?? NOBODY;
  const store = useMemo(() => ownCases(owner, problemId), [owner, problemId]);
  const cases = useLocalValue(store) ?? NONE;
  const bytes = useMemo(() => new TextEncoder().encode(cases.map((one) => one.input).join('')).length, [cases]);
  return {
    cases,
    add:
      cases.length >= RUN_INPUTS_MAX
        ? undefined
        : (input = '') => {
            const id = randomKey();
            store.set([...cases, { id, name: freeName(cases), input }]);
            return id;
          },
    change: (id, part) => store.set(cases.map((one) => (one.id === id ? { ...one, ...part } : one))),
    remove: (id) => {
      const rest = cases.filter((one) => one.id !== id);
      store.set(rest.length === 0 ? undefined : rest);
    },
    tooManyBytes: bytes > RUN_INPUT_BYTES ? bytes : undefined,
  };
}

function freeName(cases: readonly OwnCase[]): string {
  for (let number = cases.length + 1; ; number += 1) {
    const name = `Own ${number}`;
    if (!cases.some((one) => one.name === name)) return name;
  }
}
