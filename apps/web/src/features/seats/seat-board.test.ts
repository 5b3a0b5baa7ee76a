import { SeatStates, type SeatDelta } from '@docket/client/seat-states';
import { describe, expect, it } from 'vitest';
import { SeatBoard } from './seat-board.ts';

function aBoard() {
  const board = new SeatBoard();
  const seats = new SeatStates(20);
  const heard: (readonly number[])[] = [];
  board.subscribe((changed) => heard.push(changed));
  const take = (delta: Partial<SeatDelta>) =>
    board.takeStep({ seats, changed: seats.take({ held: [], free: [], sold: [], ...delta }), live: true });
  take({});
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
