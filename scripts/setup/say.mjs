const tty = process.stderr.isTTY && !process.env.NO_COLOR;

export const bold = (text) => (tty ? `\u001b[1m${text}\u001b[22m` : text);

/** Set-up speaks on standard error, so that a command's own output stays clean. */
export function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

/** Says why and ends the process. Status 2: something is missing and was not installed. 1: anything else. */
export function fail(status, message) {
  for (const line of message.split('\n')) say(line);
  process.exit(status);
}
