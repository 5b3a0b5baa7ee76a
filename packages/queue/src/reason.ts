import { z } from 'zod';

const LENGTH = 200;

/** What stands in quotes may be what somebody sent, but for the names of things in the database. */
function withoutContent(text: string): string {
  return text
    .replace(/(?<!\b(?:relation|table|column|constraint|index|function|type|attribute) )"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replace(/\/\/[^\s/@]+@/g, '//…@')
    .replace(/\s+/g, ' ')
    .trim();
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
}

/** An error as it is kept with a message: its kind and the first line of what it says, short, without payloads and secrets. */
export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return `payload does not fit: ${error.issues.map(({ path, code }) => `${path.join('.') || '(all of it)'} ${code}`).join(', ')}`.slice(
      0,
      LENGTH,
    );
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const first = error.message.split('\n', 1)[0] ?? '';
  return `${error.name}${codeOf(error)}: ${withoutContent(first)}`.slice(0, LENGTH);
}

/** What Redis says of itself, or of the publication before on the channel (BEHIND), and not of what it was given. */
const REDIS_STATES =
  /^(BEHIND|OOM|LOADING|READONLY|MISCONF|CLUSTERDOWN|MOVED|ASK|TRYAGAIN|BUSY|MASTERDOWN|NOREPLICAS|NOAUTH|NOPERM|NOSCRIPT|UNBLOCKED|EXECABORT|ERR max number of clients)/;

/** Whether Redis is well and refused this very row. Not an answer that did not come, nor one about the state it is in. */
export function isRefusal(error: Error): boolean {
  return error.name === 'ReplyError' && !REDIS_STATES.test(error.message);
}
