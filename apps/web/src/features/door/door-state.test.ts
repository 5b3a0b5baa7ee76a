import type { ScanResult } from '@docket/contracts/http/ticket';
import { TICKET_VECTORS } from '@docket/contracts/ticket/vectors';
import { expect, it } from 'vitest';
import { decideAlone, EMPTY_DOOR, keep, readMemory, remember, settle } from './door-state.ts';

const claims = TICKET_VECTORS[0]?.claims ?? expect.fail('no vector');
const genuine = { ok: true, claims } as const;
const scan = { payload: 'DK1', nonce: 'nonce-0001', scannedAt: '2026-12-31T18:00:00.000Z' };
const refusal: ScanResult = {
  nonce: scan.nonce,
  outcome: 'refused',
  reason: 'already_used',
  ticket: null,
  entry: null,
};

it('lets a genuine ticket of the show in once, without a connection', () => {
  expect(decideAlone('n', genuine, claims.showId, EMPTY_DOOR)).toMatchObject({ outcome: 'admitted', seat: 'C12' });
  const after = keep({ ...EMPTY_DOOR, gate: 'North' }, scan, claims.ticketId, claims.seat);
  expect(decideAlone('n', genuine, claims.showId, after)).toMatchObject({
    outcome: 'refused',
    reason: 'already_used',
    earlier: { at: scan.scannedAt, gate: 'North' },
  });
});

it('knows without a connection whom the server has let in before', () => {
  const ticket = { ticketId: claims.ticketId, number: '7K3QXM2B9T', seat: 'C12', zone: 'recliner', holder: 'ada' };
  const at = '2026-12-31T18:01:00.000Z';
  const after = remember(EMPTY_DOOR, [
    { ...refusal, outcome: 'admitted', reason: null, ticket, entry: { at, gate: null } },
  ]);
  expect(decideAlone('n', genuine, claims.showId, after)).toMatchObject({ reason: 'already_used', earlier: { at } });
  expect(remember(EMPTY_DOOR, [refusal])).toEqual(EMPTY_DOOR);
});

it('refuses what is forged or for another show, and decides nothing that it cannot check', () => {
  const decide = (check: Parameters<typeof decideAlone>[1], showId = claims.showId) =>
    decideAlone('n', check, showId, EMPTY_DOOR);
  for (const why of ['malformed', 'unknown_key', 'bad_signature'] as const)
    expect(decide({ ok: false, why })).toMatchObject({ outcome: 'refused', reason: 'forged' });
  expect(decide({ ok: false, why: 'unsupported' })).toMatchObject({ outcome: 'unchecked' });
  expect(decide(genuine, 'another')).toMatchObject({ outcome: 'refused', reason: 'other_show' });
});

it('keeps scans until the server has answered, and remembers whom it would have refused', () => {
  const other = { ...scan, nonce: 'nonce-0002' };
  const kept = keep(keep(EMPTY_DOOR, scan, claims.ticketId, 'C12'), other, 'another ticket', 'C13');
  expect(readMemory(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  const first = settle(kept, [refusal]);
  expect(first.kept.map((each) => each.scan.nonce)).toEqual(['nonce-0002']);
  expect(first.disputes).toEqual([{ seat: 'C12', result: refusal }]);
  const all = settle(first, [{ ...refusal, nonce: 'nonce-0002', outcome: 'admitted', reason: null }]);
  expect(all.kept).toEqual([]);
  expect(all.disputes).toHaveLength(1);
});

it('reads nothing strange from storage', () => {
  expect(readMemory(null)).toBeUndefined();
  expect(readMemory({ kept: [{ scan: { nonce: 1 } }], entered: 3, disputes: 'x' })).toEqual(EMPTY_DOOR);
});
