import { encodeQR } from 'qr';
import { modulesPath } from './modules-path.ts';

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
  return { size: rows.length, path: modulesPath(rows) };
}
