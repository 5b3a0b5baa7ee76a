import { createHash } from 'node:crypto';
import { DocketError, type ErrorCode } from '@docket/contracts/errors';
import type { Scan, ScanReason, ScanResult } from '@docket/contracts/http/ticket';
import { readNumber, readPayload } from '@docket/contracts/ticket/payload';
import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import type { DoorSettings } from '@docket/runtime/settings/ticket';
import { requireRole, type CtxWith } from '../spine/ctx.ts';
import { readPublicKeys } from './keys.ts';
import { isSignedBy } from './signing-key.ts';

type ScanRow = {
  outcome: 'admitted' | Exclude<ScanReason, 'nonce_reused'>;
  /** The nonce came with the same payload or number before, or never. */
  same: boolean;
  ticket_id: string | null;
  number: string | null;
  label: string | null;
  zone: string | null;
  holder: string | null;
  entered_at: Date | null;
  entered_gate: string | null;
};

/** What of a scan is known before any ticket is looked at. */
type Claim = { readonly ticketId: string | null; readonly number: string | null; readonly refused: ScanReason | null };

const checkInStatement = prepare(
  'check_in_ticket',
  'SELECT * FROM check_in_ticket($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
).rows<ScanRow>();

function claimOf(scan: Scan, showId: string, keys: ReadonlyMap<string, Uint8Array>): Claim {
  if (scan.payload === undefined) {
    const number = readNumber(scan.ticketNumber ?? '') ?? null;
    return { ticketId: null, number, refused: number === null ? 'unknown' : null };
  }
  const parts = readPayload(scan.payload);
  const key = parts === undefined ? undefined : keys.get(parts.kid);
  if (parts === undefined || key === undefined || !isSignedBy(parts, key))
    return { ticketId: null, number: null, refused: 'forged' };
  const { ticketId, showId: ofShow } = parts.claims;
  return { ticketId, number: null, refused: ofShow === showId ? null : 'other_show' };
}

function toResult(row: ScanRow, nonce: string): ScanResult {
  const { ticket_id: ticketId, number, label, zone, holder } = row;
  if (!row.same) return { nonce, outcome: 'refused', reason: 'nonce_reused', ticket: null, entry: null };
  const ticket =
    ticketId === null || number === null || label === null || zone === null || holder === null
      ? null
      : { ticketId, number, seat: label, zone, holder };
  return {
    nonce,
    outcome: row.outcome === 'admitted' ? 'admitted' : 'refused',
    reason: row.outcome === 'admitted' ? null : row.outcome,
    ticket,
    entry: row.entered_at === null ? null : { at: row.entered_at.toISOString(), gate: row.entered_gate },
  };
}

type DoorCtx = CtxWith<DoorSettings>;
type Door = { readonly showId: string };

/**
 * Scans at the door of a show, each for itself in a transaction of its own; the earliest first, answers in the order given.
 * @throws DocketError unauthenticated, forbidden, show_not_found
 */
export async function checkInBatch(
  ctx: DoorCtx,
  input: Door & { readonly scans: readonly Scan[] },
): Promise<{ data: ScanResult[] }> {
  requireRole(ctx, 'manager', 'admin');
  await readShowFacts(ctx, input.showId);
  const keys = await readPublicKeys(ctx);
  const results = new Map<number, ScanResult>();
  const now = ctx.clock.now().toISOString();
  const inTurn = [...input.scans.entries()].toSorted(([, a], [, b]) =>
    (a.scannedAt ?? now).localeCompare(b.scannedAt ?? now),
  );
  for (const [at, scan] of inTurn) results.set(at, await checkInOne(ctx, input, scan, keys));
  const data = input.scans.map((_, at) => results.get(at));
  if (!data.every((result) => result !== undefined)) throw new Error('a scan was not answered');
  return { data };
}

async function checkInOne(
  ctx: DoorCtx,
  door: Door,
  scan: Scan,
  keys: ReadonlyMap<string, Uint8Array>,
): Promise<ScanResult> {
  const claim = claimOf(scan, door.showId, keys);
  const [row] = await checkInStatement(ctx.db.pool, [
    door.showId,
    scan.nonce,
    createHash('sha256')
      .update(scan.payload ?? `number ${claim.number ?? scan.ticketNumber ?? ''}`)
      .digest(),
    claim.ticketId,
    claim.number,
    claim.refused,
    scan.gate ?? null,
    scan.scannedAt ?? null,
    ctx.settings.DOORS_OPEN_SECONDS,
    ctx.actor.kind === 'user' ? ctx.actor.userId : null,
  ]);
  if (row === undefined) throw new Error('a scan was neither written nor found');
  return toResult(row, scan.nonce);
}

const REFUSALS: Record<ScanReason, readonly [ErrorCode, string]> = {
  forged: ['ticket_forged', 'Its signature is not ours: it was made up or changed.'],
  unknown: ['ticket_unknown', 'There is no ticket with this number. Check what was typed.'],
  other_show: ['ticket_other_show', 'This ticket is for another show.'],
  void: ['ticket_void', 'The booking was taken back or the show cancelled.'],
  not_yet_open: ['doors_not_open', 'Tickets of this show are not taken yet.'],
  show_over: ['show_over', 'The show has ended.'],
  already_used: ['ticket_used', 'Somebody has come in with this ticket.'],
  nonce_reused: [
    'idempotency_mismatch',
    'This nonce came with another ticket before. Make up a new one for each scan.',
  ],
};

/**
 * One scan at the door. A refusal is an error; the scan is kept all the same.
 * @throws DocketError unauthenticated, forbidden, show_not_found, ticket_forged, ticket_unknown, ticket_other_show, ticket_void, doors_not_open,
 *   show_over, ticket_used (with `used`), idempotency_mismatch
 */
export async function checkIn(ctx: DoorCtx, input: Door & { readonly scan: Scan }): Promise<ScanResult> {
  const { data } = await checkInBatch(ctx, { ...input, scans: [input.scan] });
  const [result] = data;
  if (result === undefined) throw new Error('a scan was not answered');
  if (result.reason === null) return result;
  const [code, detail] = REFUSALS[result.reason];
  const used = result.reason === 'already_used' && result.entry !== null ? { used: result.entry } : {};
  throw new DocketError(code, detail, used);
}
