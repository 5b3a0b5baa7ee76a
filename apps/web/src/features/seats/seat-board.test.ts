import { applySeatsChanged, fromSnapshot } from '@docket/client/seat-map';
import type { SeatsChanged } from '@docket/contracts/events/booking';
import { describe, expect, it } from 'vitest';
import { SeatBoard } from './seat-board.ts';

const showId = '0192f0c1-2e5e-7c1a-9c3d-5a4b3c2d1e0f';
const NOTHING = { showId, held: [], free: [], sold: [] };

function aBoard() {
  const board = new SeatBoard();
  const heard: (readonly number[])[] = [];
  board.subscribe((changed) => heard.push(changed));
  let map = fromSnapshot({
    ...NOTHING,
    capacity: 20,
    freeCount: 20,
    channel: '',
    position: null,
    at: '2026-01-01T00:00:00.000Z',
  });
  board.take(map);
  const take = (event: Partial<SeatsChanged>) => {
    map = applySeatsChanged(map, { ...NOTHING, ...event });
    board.take(map);
  };
  return { board, take, heard };
}

describe('the seats as one person sees them', () => {
  it('are chosen while they are free, and given back', () => {
    const { board, take } = aBoard();
    take({ sold: [[7, 1]] });
    expect([board.toggle(7), board.toggle(8), board.toggle(9)]).toEqual([false, true, true]);
    expect(board.view).toMatchObject({ chosen: [8, 9], free: 19 });
    board.toggle(8);
    expect([board.lookOf(7), board.lookOf(8), board.lookOf(9)]).toEqual(['taken', 'free', 'chosen']);
  });

  it('are lost when somebody else takes them, and only those', () => {
    const { board, take, heard } = aBoard();
    board.choose([1, 2, 3]);
    take({
      held: [
        [2, 1],
        [5, 1],
      ],
    });
    expect(board.view).toMatchObject({ chosen: [1, 3], lost: [2] });
    expect(heard.at(-1)).toEqual([2, 5]);
    board.acknowledge();
    expect(board.view.lost).toEqual([]);
  });

  it('are not lost to oneself', () => {
    const { board, take } = aBoard();
    board.choose([1, 2]);
    board.claim(true);
    take({
      held: [
        [1, 1],
        [2, 1],
      ],
    });
    expect(board.view).toMatchObject({ chosen: [1, 2], lost: [] });
    board.setOwn([1, 2]);
    board.claim(false);
    expect(board.view).toMatchObject({ chosen: [], lost: [] });
    expect(board.lookOf(1)).toBe('own');
  });

  it('are lost after all when the request came to nothing', () => {
    const { board, take } = aBoard();
    board.choose([1, 2]);
    board.claim(true);
    take({ held: [[1, 1]] });
    board.claim(false);
    expect(board.view).toMatchObject({ chosen: [2], lost: [1] });
  });
});
