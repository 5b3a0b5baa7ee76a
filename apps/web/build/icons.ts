import { crc32, deflateSync } from 'node:zlib';

type Point = readonly [x: number, y: number];

/** The mark on a grid of 32, as `public/favicon.svg` draws it. */
const BLUE = [0x3a, 0x40, 0xdc] as const;
const WHITE = [0xff, 0xff, 0xff] as const;
const TICK: readonly Point[] = [
  [10.5, 15],
  [14.5, 19.5],
  [22, 10.5],
];
const DASHES: readonly (readonly [from: Point, to: Point])[] = [
  [
    [9, 24.5],
    [11, 24.5],
  ],
  [
    [13.5, 24.5],
    [15.5, 24.5],
  ],
  [
    [18, 24.5],
    [20, 24.5],
  ],
];

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

/** The slip: a rectangle with round corners and a notch in the middle of each side. */
function onSlip([x, y]: Point): boolean {
  const dx = Math.abs(x - 16) - 10;
  const dy = Math.abs(y - 16) - 11;
  if (dx > 2 || dy > 2 || (dx > 0 && dy > 0 && Math.hypot(dx, dy) > 2)) return false;
  return Math.hypot(x - 4, y - 14.5) > 3 && Math.hypot(x - 28, y - 14.5) > 3;
}

function onStrokes(at: Point): boolean {
  const [a, b, c] = TICK;
  if (a === undefined || b === undefined || c === undefined) return false;
  if (Math.min(distance(at, a, b), distance(at, b, c)) <= 1.5) return true;
  return DASHES.some(([from, to]) => distance(at, from, to) <= 1 && at[0] >= from[0] && at[0] <= to[0]);
}

/**
 * The app's icon as a PNG.
 * @param size edge in pixels
 * @param look `full` fills the square with the colour, with the mark well inside: for systems that cut icons to their own shape. `badge` is the mark's
 *   outline alone, for systems that colour it themselves
 */
export function iconPng(size: number, look: 'plain' | 'full' | 'badge'): Buffer {
  const full = look === 'full';
  const GRID = 4;
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let covered = 0;
      let white = 0;
      for (let sample = 0; sample < GRID * GRID; sample += 1) {
        const u = (x + ((sample % GRID) + 0.5) / GRID) / size;
        const v = (y + (Math.floor(sample / GRID) + 0.5) / GRID) / size;
        const at: Point = full ? [16 + (u - 0.5) * 46, 16 + (v - 0.5) * 46] : [u * 32, v * 32];
        // On a ground of the slip's own colour the slip is white, and what is on it blue.
        const slip = onSlip(at);
        const stroke = slip && onStrokes(at);
        const seen = look === 'badge' ? slip && !stroke : full || slip;
        if (seen) covered += 1;
        if (look === 'plain' ? stroke : seen && slip && !stroke) white += 1;
      }
      const share = covered === 0 ? 0 : white / covered;
      const place = y * (1 + size * 4) + 1 + x * 4;
      for (const channel of [0, 1, 2] as const)
        rows[place + channel] = Math.round(BLUE[channel] * (1 - share) + WHITE[channel] * share);
      rows[place + 3] = Math.round((255 * covered) / (GRID * GRID));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, colour with alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A chunk of a PNG (ISO/IEC 15948, section 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
