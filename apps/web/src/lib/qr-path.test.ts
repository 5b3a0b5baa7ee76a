import { TICKET_VECTORS } from '@docket/contracts/ticket/vectors';
import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import { drawQr, type QrDrawing } from './qr-path.ts';

/** What a camera would see: dark and light, some pixels to a module. */
function paint({ size, path }: QrDrawing, scale: number) {
  const edge = size * scale;
  const data = new Uint8Array(edge * edge * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column += 1)
        data.fill(0, (row * edge + column) * 4, (row * edge + column) * 4 + 3);
  }
  return { width: edge, height: edge, data };
}

it('what is drawn is read as what was written', () => {
  for (const { payload } of TICKET_VECTORS) {
    const drawing = drawQr(payload);
    expect(drawing.size).toBeLessThanOrEqual(70);
    expect(decodeQR(paint(drawing, 4))).toBe(payload);
  }
});
