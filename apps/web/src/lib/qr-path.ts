import { encodeQR } from 'qr';

/** Modules of light around the code that scanners need (ISO/IEC 18004). */
const QUIET = 4;

export type QrDrawing = {
  /** Edge in modules, quiet zone included. */
  readonly size: number;
  /** Path of the dark modules, one rectangle per run of a row. */
  readonly path: string;
};

/** A text as a QR code that survives 15 % of it being unreadable. */
export function drawQr(text: string): QrDrawing {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  let path = '';
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue;
      const from = x;
      while (row[x + 1] === true) x += 1;
      path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
    }
  }
  return { size: rows.length, path };
}
