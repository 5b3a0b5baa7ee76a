import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader, frameHead, fromRunner, signalName } from './protocol.ts';

function frame(type: number, payload: Uint8Array): Buffer {
  return Buffer.concat([frameHead(type, payload.length), payload]);
}

test('frames come out the same however the stream is cut', () => {
  const frames = fc.array(
    fc.record({
      type: fc.constantFrom(fromRunner.stdout, fromRunner.stderr, fromRunner.result),
      payload: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(frames, fc.infiniteStream(fc.integer({ min: 1, max: 17 })), (sent, cuts) => {
      const got: { type: number; payload: Buffer }[] = [];
      const reader = new FrameReader((type, payload) => {
        const last = got.at(-1);
        // Standard output comes in pieces; what counts is the bytes.
        if (type === fromRunner.stdout && last?.type === type) last.payload = Buffer.concat([last.payload, payload]);
        else got.push({ type, payload: Buffer.from(payload) });
      });
      let rest = Buffer.concat(sent.map(({ type, payload }) => frame(type, payload)));
      for (const cut of cuts) {
        if (rest.length === 0) break;
        reader.push(rest.subarray(0, cut));
        rest = rest.subarray(cut);
      }
      const expected: { type: number; payload: Buffer }[] = [];
      for (const { type, payload } of sent) {
        const last = expected.at(-1);
        if (type === fromRunner.stdout && last?.type === type) last.payload = Buffer.concat([last.payload, payload]);
        else expected.push({ type, payload: Buffer.from(payload) });
      }
      expect(got).toEqual(expected);
    }),
  );
});

test('an empty frame is a frame', () => {
  const types: number[] = [];
  const reader = new FrameReader((type) => types.push(type));
  reader.push(Buffer.concat([frame(fromRunner.reset, Buffer.alloc(0)), frame(fromRunner.put, Buffer.from([0]))]));
  expect(types).toEqual([fromRunner.reset, fromRunner.put]);
});

test('an empty frame at the end of a chunk does not wait for the next one', () => {
  const types: number[] = [];
  const reader = new FrameReader((type) => types.push(type));
  reader.push(frame(fromRunner.reset, Buffer.alloc(0)));
  expect(types).toEqual([fromRunner.reset]);
});

test('signals have the name that people know', () => {
  expect([6, 9, 11, 24, 31].map(signalName)).toEqual(['SIGABRT', 'SIGKILL', 'SIGSEGV', 'SIGXCPU', 'SIGSYS']);
  expect(signalName(40)).toBe('SIGRTMIN+6');
});
