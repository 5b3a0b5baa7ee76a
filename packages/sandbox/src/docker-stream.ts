import { Readable, type Duplex } from 'node:stream';

const HEAD = 8;
const STDERR = 2;

/**
 * Takes apart an attach stream without a terminal: frames of a stream number, three zero bytes and a big-endian length
 * (Docker Engine API, "Attach to a container"). Standard output is passed on piece by piece; what is written to
 * standard error goes to `onStderr`.
 */
export function attachedOutput(stream: Duplex, onStderr: (text: string) => void): Readable {
  const output = new Readable({ read() {} });
  const head = Buffer.alloc(HEAD);
  let headHeld = 0;
  let left = 0;
  stream.on('data', (chunk: Buffer) => {
    let at = 0;
    while (at < chunk.length) {
      if (left === 0) {
        const taken = chunk.copy(head, headHeld, at, at + HEAD - headHeld);
        headHeld += taken;
        at += taken;
        if (headHeld < HEAD) return;
        headHeld = 0;
        left = head.readUInt32BE(4);
        continue;
      }
      const piece = chunk.subarray(at, at + left);
      at += piece.length;
      left -= piece.length;
      if (head[0] === STDERR) onStderr(piece.toString());
      else output.push(piece);
    }
  });
  const end = (): void => void output.destroy();
  stream.once('end', end).once('close', end).once('error', end);
  return output;
}
