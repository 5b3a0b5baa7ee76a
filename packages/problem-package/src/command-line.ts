/** What a box takes; nobody who sets problems comes near. */
const MOST = 100;
const MOST_BYTES = 16 * 1024;

/** @returns why these are no arguments of a program here; null where they are */
export function commandLineProblem(args: readonly string[]): string | null {
  const bytes = args.reduce((sum, arg) => sum + Buffer.byteLength(arg) + 1, 0);
  if (args.length <= MOST && bytes <= MOST_BYTES && !args.some((arg) => arg.includes('\0'))) return null;
  return `more than a command line takes here (${MOST} arguments, ${MOST_BYTES / 1024} KiB, no NUL)`;
}
