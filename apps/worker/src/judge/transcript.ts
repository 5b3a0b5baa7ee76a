const NEWLINE = 0x0a;
/** Who said a line, as in the samples of the package format: `<` what the program read, `>` what it wrote. */
const SIGNS = { program: Buffer.from('> '), interactor: Buffer.from('< ') } as const;

/** The beginning of a conversation, line by line in the order in which the judge passed it on. */
export class Transcript {
  readonly #chunks: Uint8Array[] = [];
  #room: number;
  #speaker: keyof typeof SIGNS | undefined;
  #atLineStart = true;
  #cut = false;

  constructor(limitBytes: number) {
    this.#room = limitBytes;
  }

  push(speaker: keyof typeof SIGNS, chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    // The other one may interrupt a line that has not ended.
    if (speaker !== this.#speaker && !this.#atLineStart) this.#keep(Uint8Array.of(NEWLINE));
    this.#speaker = speaker;
    for (let from = 0; from < chunk.length && !this.#cut;) {
      if (this.#atLineStart) this.#keep(SIGNS[speaker]);
      const end = chunk.indexOf(NEWLINE, from);
      const to = end === -1 ? chunk.length : end + 1;
      this.#keep(chunk.subarray(from, to));
      from = to;
    }
  }

  toString(): string {
    return new TextDecoder().decode(Buffer.concat(this.#chunks)) + (this.#cut ? '…' : '');
  }

  #keep(bytes: Uint8Array): void {
    // A copy: the memory belongs to the box's stream.
    if (this.#room > 0) this.#chunks.push(new Uint8Array(bytes.subarray(0, this.#room)));
    if (bytes.length > this.#room) this.#cut = true;
    this.#room = Math.max(0, this.#room - bytes.length);
    this.#atLineStart = bytes.at(-1) === NEWLINE;
  }
}
