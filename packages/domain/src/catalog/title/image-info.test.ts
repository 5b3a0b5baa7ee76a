import { expect, test } from 'vitest';
import { readImageInfo } from './image-info.ts';

const png = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const end = Buffer.from('0000000049454e44ae426082', 'hex');
  return Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), size, Buffer.alloc(40), end]);
};
const jpeg = (marker: number, height: number, width: number): Buffer => {
  const head = Buffer.from('ffd8ffe000044a46ffffff', 'hex');
  const frame = Buffer.from([marker, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 0, 0, 0]);
  return Buffer.concat([head, frame, Buffer.from('ffda0000ffd9', 'hex')]);
};
const webp = (kind: string, body: Buffer): Buffer => {
  const bytes = Buffer.concat([
    Buffer.from('RIFF....WEBP'),
    Buffer.from(kind),
    Buffer.alloc(4),
    body,
    Buffer.alloc(40),
  ]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return bytes;
};

test('type and size are those of the bytes', () => {
  expect(readImageInfo(png(400, 600))).toEqual({ type: 'image/png', width: 400, height: 600 });
  // With fill bytes before the frame; a baseline and a progressive one.
  for (const marker of [0xc0, 0xc2])
    expect(readImageInfo(jpeg(marker, 900, 600))).toEqual({ type: 'image/jpeg', width: 600, height: 900 });
  expect(readImageInfo(webp('VP8 ', Buffer.from('0000009d012a58028403', 'hex')))).toEqual({
    type: 'image/webp',
    width: 600,
    height: 900,
  });
  const lossless = Buffer.alloc(5);
  lossless[0] = 0x2f;
  lossless.writeUInt32LE(599 | (899 << 14), 1);
  expect(readImageInfo(webp('VP8L', lossless))).toEqual({ type: 'image/webp', width: 600, height: 900 });
  const extended = Buffer.alloc(10);
  extended.writeUIntLE(599, 4, 3);
  extended.writeUIntLE(899, 7, 3);
  expect(readImageInfo(webp('VP8X', extended))).toEqual({ type: 'image/webp', width: 600, height: 900 });
});

test('what is no whole image is none', () => {
  const whole = [png(400, 600), jpeg(0xc0, 900, 600)];
  for (const bytes of whole) expect(readImageInfo(bytes.subarray(0, -1))).toBeUndefined();
  const cut = webp('VP8 ', Buffer.from('0000009d012a58028403', 'hex'));
  expect(readImageInfo(cut.subarray(0, -1))).toBeUndefined();
  for (const text of [
    '',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'GIF89a'.padEnd(80, 'x'),
  ])
    expect(readImageInfo(Buffer.from(text))).toBeUndefined();
  // A table of Huffman codes (C4) is no frame.
  expect(readImageInfo(jpeg(0xc4, 900, 600))).toBeUndefined();
});
