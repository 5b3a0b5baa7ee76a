import { diceOf } from '../../lib/dice.ts';

/** What a poster is drawn from: everything follows from the title's name for machines, so it looks the same everywhere. */
export type PosterArt = {
  /** Degrees of the colour circle: of the ground, and of the shapes on it. */
  readonly hue: number;
  readonly second: number;
  readonly motif: (typeof MOTIFS)[number];
  /** 0..1, for whatever a motif varies. */
  readonly dice: readonly number[];
};

export const MOTIFS = ['rings', 'stripes', 'hills', 'grid', 'rays', 'arches'] as const;

/** @param slug of the title */
export function posterArt(slug: string): PosterArt {
  const dice = diceOf(slug, 24);
  const [first = 0, turn = 0, motif = 0] = dice;
  const hue = Math.round(first * 360);
  return {
    hue,
    // A neighbour on the circle: the two never quarrel.
    second: Math.round((hue + 30 + turn * 55) % 360),
    motif: MOTIFS[Math.floor(motif * MOTIFS.length)] ?? 'rings',
    dice: dice.slice(3),
  };
}
