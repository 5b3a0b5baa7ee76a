/**
 * A finished WebSocket frame (RFC 6455, section 5.2): one unmasked text message. Built once per publication and written
 * to every recipient's socket as it is. The buffer has exactly its own memory: a frame that waits for a slow reader must
 * not keep the large chunk alive in which Redis sent it.
 */
export function textFrame(payload: Uint8Array): Buffer {
  const length = payload.byteLength;
  const headBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(headBytes + length);
  frame[0] = 0x81;
  if (headBytes === 2) {
    frame[1] = length;
  } else if (headBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, headBytes);
  return frame;
}

/** The text in a frame that `textFrame` made. */
export function textOf(frame: Buffer): string {
  const code = frame[1] ?? 0;
  return frame.toString('utf8', code < 126 ? 2 : code === 126 ? 4 : 10);
}
