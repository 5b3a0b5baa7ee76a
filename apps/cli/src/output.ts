/** For people: what happens, on standard error. Standard output carries only what a command is asked for. */
export function note(line: string): void {
  process.stderr.write(`docket: ${line}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A mistake of the person at the keyboard or of the machine: shown without a stack trace. `status` becomes the exit status. */
export class CommandError extends Error {
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.name = 'CommandError';
    this.status = status;
  }
}
