import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setPassword } from '@docket/domain/identity/user/set-password';
import { asPlatform } from '../database.ts';
import { withDatabase } from '../instance/with-database.ts';
import { CommandError, note, print } from '../output.ts';

/** A line of standard input; of a terminal one that is not shown. */
async function readSecret(): Promise<string> {
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (process.stdin.isTTY) note('the new password (it is not shown):');
  const lines = createInterface({ input: process.stdin, output: hidden, terminal: process.stdin.isTTY });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}

/** `docket user password <username>`: never an argument, which every user of the machine could read. */
export async function userPassword(args: readonly string[]): Promise<void> {
  const [username] = args;
  if (username === undefined || args.length > 1)
    throw new CommandError('npm run docket -- user password <username>, with the password on standard input');
  const password = await readSecret();
  await withDatabase((url, settings) =>
    asPlatform(url, settings.config, (ctx) => setPassword(ctx, { username, password })),
  );
  print(`${username} has another password now; every login of theirs has ended`);
}
