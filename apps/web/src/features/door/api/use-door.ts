import { DocketApiError } from '@docket/client/errors';
import { randomKey } from '@docket/client/random-key';
import { verifyTicket } from '@docket/client/ticket-verify';
import { SCANS_MAX, type Scan } from '@docket/contracts/http/ticket';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useLocalValue } from '../../../lib/local-value.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import {
  decideAlone,
  EMPTY_DOOR,
  fromServer,
  keep,
  remember,
  settle,
  type Decision,
  type DoorMemory,
} from '../door-state.ts';
import { doorMemory, knownKeys } from './memory.ts';

/** A queue at the door does not wait longer for an answer. */
const PATIENCE_MS = 3_000;
const UPLOAD_EVERY_MS = 5_000;

export function checkInsQuery(showId: string) {
  return queryOptions({
    queryKey: ['door', showId] as const,
    queryFn: ({ signal }) => docket.tickets.checkIns(showId, signal),
    refetchInterval: 5_000,
    staleTime: 0,
  });
}

/** No answer came, or none from the server itself. */
function isAway(error: unknown): boolean {
  return error instanceof DocketApiError ? error.transient : error instanceof DOMException;
}

/** Felt in the hand of whoever looks at the guests: short for in, long for out. */
function vibrate({ outcome }: Decision): void {
  if ('vibrate' in navigator) navigator.vibrate(outcome === 'admitted' ? 80 : [80, 60, 250]);
}

export type Ticketlike = { readonly payload: string } | { readonly ticketNumber: string };

export type Door = {
  readonly memory: DoorMemory;
  readonly decision: Decision | undefined;
  readonly busy: boolean;
  /** Whether the last thing that was sent was answered. */
  readonly connected: boolean;
  /** Why the last scan could not be sent at all, such as a session that has ended. */
  readonly error: unknown;
  readonly scan: (what: Ticketlike) => Promise<void>;
  readonly setGate: (gate: string) => void;
  readonly forgetDisputes: () => void;
};

/** The door of a show: asks the server about each scan, decides alone while it does not answer, and tells it later. */
export function useDoor(showId: string): Door {
  const store = doorMemory(showId);
  const memory = useLocalValue(store) ?? EMPTY_DOOR;
  const queryClient = useQueryClient();
  const [decision, setDecision] = useState<Decision>();
  const [pending, setPending] = useState(0);
  const [connected, setConnected] = useState(true);
  const [error, setError] = useState<unknown>(undefined);

  const change = useCallback(
    (next: (memory: DoorMemory) => DoorMemory) => void store.set(next(store.get() ?? EMPTY_DOOR)),
    [store],
  );

  const show = useCallback((decided: Decision) => {
    setDecision(decided);
    vibrate(decided);
  }, []);

  const upload = useCallback(async () => {
    const kept = (store.get() ?? EMPTY_DOOR).kept.slice(0, SCANS_MAX);
    if (kept.length === 0) return;
    const results = await docket.tickets.checkInBatch(
      showId,
      kept.map(({ scan }) => scan),
    );
    change((now) => settle(now, results));
    setConnected(true);
    void queryClient.invalidateQueries({ queryKey: checkInsQuery(showId).queryKey });
  }, [change, queryClient, showId, store]);

  useKeys();
  useUploads(upload);

  const scan = useCallback(
    async (what: Ticketlike) => {
      const { gate } = store.get() ?? EMPTY_DOOR;
      const sent: Scan = {
        ...what,
        nonce: randomKey(),
        scannedAt: new Date(serverClock.now()).toISOString(),
        ...(gate.trim() === '' ? {} : { gate: gate.trim() }),
      };
      setPending((count) => count + 1);
      setError(undefined);
      try {
        const [result] = await docket.tickets.checkInBatch(showId, [sent], AbortSignal.timeout(PATIENCE_MS));
        setConnected(true);
        if (result !== undefined) {
          show(fromServer(result));
          change((now) => remember(now, [result]));
        }
        void queryClient.invalidateQueries({ queryKey: checkInsQuery(showId).queryKey });
      } catch (failure) {
        if (isAway(failure)) {
          setConnected(false);
          show(await decideWithout(sent, showId, store.get() ?? EMPTY_DOOR, change));
        } else setError(failure);
      } finally {
        setPending((count) => count - 1);
      }
    },
    [change, queryClient, show, showId, store],
  );

  return {
    memory,
    decision,
    busy: pending > 0,
    connected,
    error,
    scan,
    setGate: (gate) => change((now) => ({ ...now, gate })),
    forgetDisputes: () => change((now) => ({ ...now, disputes: [] })),
  };
}

/** A number says nothing by itself; only the server knows it. A code carries its own proof. */
async function decideWithout(
  scan: Scan,
  showId: string,
  memory: DoorMemory,
  change: (next: (memory: DoorMemory) => DoorMemory) => void,
): Promise<Decision> {
  const keys = knownKeys.get() ?? [];
  if (scan.payload === undefined || keys.length === 0)
    return decideAlone(scan.nonce, { ok: false, why: 'unsupported' }, showId, memory);
  const check = await verifyTicket(scan.payload, keys);
  const decision = decideAlone(scan.nonce, check, showId, memory);
  // The server may have had the scan before the connection was lost; its nonce makes the second one the same.
  if (check.ok && decision.outcome === 'admitted')
    change((now) => keep(now, scan, check.claims.ticketId, check.claims.seat));
  return decision;
}

/** Reads the public keys while there is a connection, and keeps them for when there is none. */
function useKeys(): void {
  useEffect(() => {
    const abort = new AbortController();
    docket.tickets.keys(abort.signal).then(
      (keys) => void knownKeys.set(keys),
      () => undefined,
    );
    return () => abort.abort();
  }, []);
}

/** Sends what was kept, one request at a time, until nothing is left. */
function useUploads(upload: () => Promise<void>): void {
  useEffect(() => {
    let busy = false;
    const send = () => {
      if (busy) return;
      busy = true;
      void upload()
        .catch(() => undefined)
        .finally(() => {
          busy = false;
        });
    };
    send();
    const timer = setInterval(send, UPLOAD_EVERY_MS);
    window.addEventListener('online', send);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', send);
    };
  }, [upload]);
}
