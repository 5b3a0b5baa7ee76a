import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { attachedOutput } from './docker-stream.ts';

function framed(stream: number, text: string): Buffer {
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

test.each([1, 3, 8, 9, 1000])('takes an attach stream apart in chunks of %i bytes', async (size) => {
  const whole = Buffer.concat([framed(1, 'one'), framed(2, 'error'), framed(1, ''), framed(1, 'two'), framed(2, '!')]);
  const stream = new PassThrough();
  let errors = '';
  let said = '';
  const output = attachedOutput(stream, (text) => (errors += text));
  output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (let at = 0; at < whole.length; at += size) stream.write(whole.subarray(at, at + size));
  stream.end();
  await new Promise((resolve) => output.once('close', resolve));
  expect([said, errors]).toEqual(['onetwo', 'error!']);
});
