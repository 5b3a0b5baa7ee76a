import { compareRows, place } from '@docket/contest/rank';
import type { BoardRow } from '@docket/contracts/contest/board';
import type { ScoreboardChanged } from '@docket/contracts/events/contest';
import type { ContestBoard } from '@docket/contracts/http/contest';
import { again, type Again } from '../../lib/live/merge.ts';

/** A row with its place; null for rows that have none. */
export type PlacedRow = BoardRow & { readonly place: number | null };

/**
 * Takes a change into the board that is held. Rows come whole, so a change that began before what is held is as good as any; one that begins after it
 * has a gap before it, and the board is read again.
 */
export function applyBoardChange(held: ContestBoard, change: ScoreboardChanged): ContestBoard | Again<ContestBoard> {
  if (change.contestId !== held.contestId || change.view !== held.view || change.to <= held.version) return held;
  if (change.reset || change.from > held.version) return again(held);
  const gone = new Set(change.gone);
  const changed = new Map(change.rows.map((row) => [row.participant, row]));
  const rows = held.rows
    .filter((row) => !gone.has(row.participant))
    .map((row) => {
      const next = changed.get(row.participant);
      changed.delete(row.participant);
      return next ?? row;
    });
  return {
    ...held,
    version: change.to,
    rows: [...rows, ...changed.values()],
    firsts: change.firsts ?? held.firsts,
    frozenFrom: change.frozenFrom,
  };
}

/** A board that was read while changes came may be older than what is held. */
export function newerBoard(held: ContestBoard, read: ContestBoard): ContestBoard {
  // A ghost board is of one's own contest time, and has no changes that come by themselves.
  if (read.view === 'ghost') return read;
  const same = held.contestId === read.contestId && held.view === read.view;
  return same && held.version > read.version ? held : read;
}

/** Takes what has changed since into the ghost board that is held; one that is whole takes its place. */
export function laterGhosts(held: ContestBoard, read: ContestBoard): ContestBoard {
  if (read.since === null || read.since !== held.until) return read;
  const changed = new Map(read.rows.map((row) => [row.participant, row]));
  const rows = held.rows.map((row) => {
    const next = changed.get(row.participant);
    changed.delete(row.participant);
    return next ?? row;
  });
  return { ...read, since: null, rows: [...rows, ...changed.values()] };
}

/** As the server orders rows, so that everybody who ranks the same rows has the same order. */
export function orderOf(rows: readonly BoardRow[]): (a: BoardRow, b: BoardRow) => number {
  const names = new Map(rows.map(({ participant, name }) => [participant, name]));
  return compareRows((participant) => names.get(participant) ?? '');
}

/** Rows in the order of the board. Equal keys share a place and use up as many (1, 2, 2, 4); rows that are not ranked use up none. */
export function placeRows(rows: readonly BoardRow[]): PlacedRow[] {
  return place(rows.toSorted(orderOf(rows)));
}

/** Rows whose name or group has the text in it. Places are those of the whole board. */
export function findRows(rows: readonly PlacedRow[], text: string, group: string | undefined): readonly PlacedRow[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '' && group === undefined) return rows;
  return rows.filter(
    (row) =>
      (group === undefined || row.group === group) &&
      (wanted === '' || `${row.name} ${row.group ?? ''}`.toLocaleLowerCase().includes(wanted)),
  );
}

/** Institutions and classes on a board, by name. */
export function groupsOf(rows: readonly BoardRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ group }) => group ?? []))].toSorted((a, b) => a.localeCompare(b));
}
