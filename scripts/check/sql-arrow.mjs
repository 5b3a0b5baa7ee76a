// The walls between areas in SQL: whose functions may call whose, and read or write whose tables. The table is in areas.mjs.
import { MAY_USE } from './areas.mjs';
import { sqlFiles, tableAreas } from './sql-sources.mjs';

/**
 * What goes against the table today: file -> {the area it uses -> why it does}. One that is no longer needed is a finding too.
 * A trigger on another area's table counts as use in the other direction: that area's writes run code it does not know of.
 */
const EXCEPTIONS = {
  // Kept for servers of version 0.1, for which triggers did these; they go with them.
  'booking/confirm_booking.sql': { ticket: 'issues tickets in the transaction that confirms' },
  'booking/cancel_booking.sql': { 'waiting-list': 'keeps seats for the list in the transaction that frees them' },
  'reservation/sweep_holds.sql': {
    booking: 'ends the bookings of holds that are over, and tells of them',
    'waiting-list': 'keeps seats for the list in the transaction that frees them',
  },
  'waiting-room/shows_make_room.trigger.sql': {
    'waiting-room': 'shows that servers of version 0.1 put on sale have a room from their first moment on, too',
  },
};

/** Every use of another area: {path, area, uses: name, of: area}. */
export function edges(files, tables) {
  const owners = new Map([
    ...tables,
    ...files.filter(({ kind }) => kind !== 'trigger').map(({ name, area }) => [name, area]),
  ]);
  return files.flatMap(({ path, area, kind, words }) =>
    [...words]
      .filter((word) => owners.has(word) && owners.get(word) !== area)
      .map((word) =>
        kind === 'trigger' && tables.has(word)
          ? { path, area: tables.get(word), uses: path, of: area }
          : { path, area, uses: word, of: owners.get(word) },
      ),
  );
}

/** Edges that the table does not allow and no exception explains, and exceptions that explain nothing; one line each. */
export function objections(found, mayUse, exceptions) {
  const needed = new Set();
  const lines = [];
  for (const { path, area, uses, of } of found) {
    if (mayUse[area] === undefined) lines.push(`${path}: there is no area ${area} in scripts/check/areas.mjs`);
    else if (!mayUse[area].includes(of)) {
      needed.add(`${path} ${of}`);
      if (exceptions[path]?.[of] === undefined)
        lines.push(
          uses === path
            ? `${path}: a trigger of ${of} on a table of ${area}, which may not know ${of}`
            : `${path}: ${area} may not use ${uses} of ${of}`,
        );
    }
  }
  for (const [path, areas] of Object.entries(exceptions))
    for (const of of Object.keys(areas))
      if (!needed.has(`${path} ${of}`))
        lines.push(`${path} no longer uses ${of}: take it out of the exceptions in sql-arrow.mjs`);
  return lines;
}

/** Everything in prisma/functions that goes through a wall, one line each. */
export function sqlViolations(root) {
  return objections(edges(sqlFiles(root), tableAreas(root, Object.keys(MAY_USE))), MAY_USE, EXCEPTIONS);
}
