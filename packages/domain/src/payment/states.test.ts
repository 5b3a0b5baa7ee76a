import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ATTEMPT_MOVES, isLive, PAYMENT_MOVES, REFUND_MOVES, sourcesOf } from './states.ts';

const PAGE = readFileSync(new URL('../../../../docs/payments.md', import.meta.url), 'utf8');

/** The moves as a diagram of mermaid draws them. */
function drawn(moves: Readonly<Record<string, readonly string[]>>, first: string): string {
  const arrows = Object.entries(moves).flatMap(([from, targets]) => targets.map((to) => `  ${from} --> ${to}`));
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${first}`, ...arrows, '```'].join('\n');
}

describe('docs/payments.md draws', () => {
  it.each([
    ['payments', PAYMENT_MOVES, 'CREATED'],
    ['attempts', ATTEMPT_MOVES, 'CREATED'],
    ['refunds', REFUND_MOVES, 'PENDING'],
  ] as const)('%s as they move', (_, moves, first) => {
    expect(PAGE).toContain(drawn(moves, first));
  });
});

describe('moves', () => {
  it('never lead back from money to an attempt under way', () => {
    for (const [from, targets] of Object.entries(ATTEMPT_MOVES))
      if (from === 'CAPTURED' || from === 'CONFLICTED') expect(targets).toEqual([]);
    for (const from of ['CAPTURED', 'DELIVERED', 'REFUNDING', 'PARTLY_REFUNDED', 'REFUNDED'] as const)
      expect(PAYMENT_MOVES[from].filter((to) => to === 'CREATED' || to === 'PENDING' || to === 'UNKNOWN')).toEqual([]);
  });

  it('let money come late', () => {
    expect(sourcesOf(ATTEMPT_MOVES, 'CAPTURED')).toEqual([
      'CREATED',
      'PENDING',
      'AUTHORISED',
      'UNKNOWN',
      'FAILED',
      'CANCELLED',
    ]);
    expect(isLive('FAILED')).toBe(false);
  });
});
