import { inkOn } from '../ink-on.ts';

/** The letter of a problem on its balloon's colour; the letter is printed in black or white, whichever can be read. */
export function ProblemLetter({ label, colour }: { readonly label: string; readonly colour: string | null }) {
  return (
    <span
      className="inline-grid h-7 min-w-7 place-items-center rounded-md border border-line px-1 font-mono text-sm font-bold"
      style={colour === null ? undefined : { backgroundColor: colour, color: inkOn(colour) }}
    >
      {label}
    </span>
  );
}
