import type { TicketCheck } from '@docket/client/ticket-verify';
import { scan as scanSchema, type Scan, type ScanReason, type ScanResult } from '@docket/contracts/http/ticket';

/** What the one at the door is told about a scan. `unchecked` could not be decided here and now. */
export type Decision = {
  readonly nonce: string;
  readonly outcome: 'admitted' | 'refused' | 'unchecked';
  readonly reason: ScanReason | null;
  readonly seat: string | null;
  readonly zone: string | null;
  readonly holder: string | null;
  /** The entry that an earlier scan has used the ticket for. */
  readonly earlier: { readonly at: string; readonly gate: string | null } | null;
  /** Decided without the server. */
  readonly offline: boolean;
};

/** A scan that the server has not heard of yet. */
export type KeptScan = { readonly scan: Scan; readonly seat: string | null };

/** Somebody who was let in without a connection and whom the server would have refused. */
export type Dispute = { readonly seat: string | null; readonly result: ScanResult };

/** What one browser remembers of the door of one show; survives a reload. */
export type DoorMemory = {
  readonly gate: string;
  readonly kept: readonly KeptScan[];
  /** Tickets of which this scanner knows that they are used, and since when. */
  readonly entered: Readonly<Record<string, string>>;
  readonly disputes: readonly Dispute[];
};

export const EMPTY_DOOR: DoorMemory = { gate: '', kept: [], entered: {}, disputes: [] };

/** What was stored by this or an earlier version; what cannot be read is left out. */
export function readMemory(stored: unknown): DoorMemory | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { gate, kept, entered, disputes } = stored as Partial<Record<keyof DoorMemory, unknown>>;
  return {
    gate: typeof gate === 'string' ? gate : '',
    kept: (Array.isArray(kept) ? (kept as readonly Partial<KeptScan>[]) : []).flatMap(({ scan, seat }) => {
      const read = scanSchema.safeParse(scan);
      return read.success ? [{ scan: read.data, seat: seat ?? null }] : [];
    }),
    entered: typeof entered === 'object' && entered !== null ? (entered as Record<string, string>) : {},
    disputes: Array.isArray(disputes) ? (disputes as readonly Dispute[]) : [],
  };
}

export function fromServer(result: ScanResult): Decision {
  return {
    nonce: result.nonce,
    outcome: result.outcome,
    reason: result.reason,
    seat: result.ticket?.seat ?? null,
    zone: result.ticket?.zone ?? null,
    holder: result.ticket?.holder ?? null,
    earlier: result.outcome === 'admitted' ? null : result.entry,
    offline: false,
  };
}

const WRONG = { malformed: 'forged', unknown_key: 'forged', bad_signature: 'forged' } as const;

/** Decides about a code with what is known here: the keys, the show, and who came in through this door meanwhile. */
export function decideAlone(
  nonce: string,
  check: TicketCheck,
  showId: string,
  memory: Pick<DoorMemory, 'entered' | 'gate'>,
): Decision {
  const unknown = { nonce, seat: null, zone: null, holder: null, earlier: null, offline: true };
  if (!check.ok) {
    if (check.why === 'unsupported') return { ...unknown, outcome: 'unchecked', reason: null };
    return { ...unknown, outcome: 'refused', reason: WRONG[check.why] };
  }
  const { ticketId, seat, zone } = check.claims;
  const known = { ...unknown, seat, zone };
  if (check.claims.showId !== showId) return { ...known, outcome: 'refused', reason: 'other_show' };
  const before = memory.entered[ticketId];
  if (before !== undefined) {
    const earlier = { at: before, gate: memory.gate === '' ? null : memory.gate };
    return { ...known, outcome: 'refused', reason: 'already_used', earlier };
  }
  return { ...known, outcome: 'admitted', reason: null };
}

/** Notes who was let in without a connection, to be told to the server later. */
export function keep(memory: DoorMemory, scan: Scan, ticketId: string, seat: string): DoorMemory {
  return {
    ...memory,
    kept: [...memory.kept, { scan, seat }],
    entered: { ...memory.entered, [ticketId]: scan.scannedAt ?? '' },
  };
}

/** Notes which tickets the server calls used, for when it cannot be asked. */
export function remember(memory: DoorMemory, results: readonly ScanResult[]): DoorMemory {
  const used = results.flatMap(({ ticket, entry }) =>
    ticket === null || entry === null ? [] : [[ticket.ticketId, entry.at]],
  );
  return used.length === 0 ? memory : { ...memory, entered: { ...memory.entered, ...Object.fromEntries(used) } };
}

/** Takes in what the server says of scans that were kept. One it refuses was let in all the same: somebody should know. */
export function settle(memory: DoorMemory, results: readonly ScanResult[]): DoorMemory {
  const answered = new Map(results.map((result) => [result.nonce, result]));
  return {
    ...remember(memory, results),
    kept: memory.kept.filter(({ scan }) => !answered.has(scan.nonce)),
    disputes: [
      ...memory.disputes,
      ...memory.kept.flatMap(({ scan, seat }) => {
        const result = answered.get(scan.nonce);
        return result === undefined || result.outcome === 'admitted' ? [] : [{ seat, result }];
      }),
    ],
  };
}
