/** What one side said without being interrupted, line by line. */
export type Turn = { readonly speaker: 'judge' | 'program'; readonly lines: readonly string[] };

export type Conversation = {
  readonly turns: readonly Turn[];
  /** The judge kept only the beginning. */
  readonly cut: boolean;
};

/**
 * Reads the transcript of an interactive test: `< ` begins what the program read, `> ` what it wrote, as in the samples
 * of the package format. A line without a sign goes on with the one before. Undefined when it is no transcript.
 */
export function readTranscript(text: string): Conversation | undefined {
  const cut = text.endsWith('…');
  const whole = cut ? text.slice(0, -1) : text;
  const turns: { speaker: Turn['speaker']; lines: string[] }[] = [];
  for (const line of whole.replace(/\n$/, '').split('\n')) {
    const speaker = line.startsWith('< ') ? 'judge' : line.startsWith('> ') ? 'program' : undefined;
    const last = turns.at(-1);
    if (speaker === undefined) {
      if (last === undefined) return undefined;
      last.lines.push(line);
    } else if (last?.speaker === speaker) last.lines.push(line.slice(2));
    else turns.push({ speaker, lines: [line.slice(2)] });
  }
  return { turns, cut };
}
