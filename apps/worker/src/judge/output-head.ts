/** Keeps the beginning of an output, for samples, where the author may see it. */
export class OutputHead {
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];
  #kept = 0;
  #total = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  push(chunk: Uint8Array): void {
    this.#total += chunk.byteLength;
    if (this.#kept >= this.#limit) return;
    // A copy: the chunk's memory belongs to the box's stream.
    const part = Uint8Array.from(chunk.subarray(0, this.#limit - this.#kept));
    this.#chunks.push(part);
    this.#kept += part.byteLength;
  }

  /** As text, with a note of what was left out. Bytes that are no UTF-8 become U+FFFD. */
  toString(): string {
    const text = new TextDecoder().decode(Buffer.concat(this.#chunks));
    return this.#total > this.#kept ? `${text}\n… ${this.#total - this.#kept} bytes more` : text;
  }
}
