import { describe, expect, test } from 'vitest';
import { areaObjection, areaOf, sqlNamesOf } from './area-arrow.mjs';
import { MAY_USE } from './areas.mjs';

describe('walls of areas', () => {
  test('a file belongs to its first folder, and one that lies beside the areas to none', () => {
    expect(['booking/hold.ts', 'catalog/hall/csv.ts', 'gates.ts'].map(areaOf)).toEqual([
      'booking',
      'catalog',
      undefined,
    ]);
  });

  test('an area may use those the table allows it, and no other', () => {
    const mayUse = { spine: [], booking: ['spine'] };
    expect(areaObjection('booking', 'spine', 'ctx.ts', mayUse)).toBeUndefined();
    expect(areaObjection('booking', 'booking', 'hold.ts', mayUse)).toBeUndefined();
    expect(areaObjection(undefined, 'booking', 'hold.ts', mayUse)).toBeUndefined();
    expect(areaObjection('spine', 'booking', 'hold.ts', mayUse)).toBe('spine may not use hold.ts of booking');
    expect(areaObjection('shop', 'spine', 'ctx.ts', mayUse)).toBe('there is no area shop in scripts/check/areas.mjs');
  });

  test('the SQL in a source names its tables and functions, and prose names none', () => {
    const source = `
      // SELECT nothing FROM comments
      const a = prepare('x', \`SELECT b.id, count(*) FROM bookings b JOIN holds h ON h.id = b.hold_id WHERE f = owned_pieces($1)\`);
      const b = 'UPDATE shows SET status = $1';
      const words = 'Somebody was faster from holds';
    `;
    expect(sqlNamesOf(source)).toEqual(expect.arrayContaining(['bookings', 'holds', 'owned_pieces', 'shows']));
    expect(sqlNamesOf(source)).not.toContain('comments');
    expect(sqlNamesOf(`const words = 'from holds';`)).toEqual([]);
  });

  test('the table has no circle: whoever is used is named before who uses it', () => {
    const names = Object.keys(MAY_USE);
    for (const [at, used] of Object.values(MAY_USE).entries())
      for (const area of used) expect([area, names.indexOf(area) < at && names.includes(area)]).toEqual([area, true]);
  });
});
