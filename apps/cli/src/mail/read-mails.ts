import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Address } from 'postal-mime';

/** The newest ones; whoever tries things out writes hundreds. */
const LISTED = 100;

/** A mail that was written to a file instead of being sent. */
export type CaughtMail = {
  /** Of its file, which is called after when it was written. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string | undefined;
  /** Each undefined where the mail has none. */
  readonly text: string | undefined;
  readonly html: string | undefined;
};

const ID = /^[0-9a-f-]{36}$/;
const ENDING = '.eml';

const named = ({ name, address }: Address): string =>
  name === '' || name === undefined ? (address ?? '') : `${name} <${address ?? ''}>`;

/** @returns undefined where there is none of this id */
export async function readMail(folder: string, id: string): Promise<CaughtMail | undefined> {
  if (!ID.test(id)) return undefined;
  let source: Buffer;
  try {
    source = await readFile(join(folder, `${id}${ENDING}`));
  } catch {
    return undefined;
  }
  const mail = await PostalMime.parse(source);
  return {
    id,
    from: mail.from === undefined ? '' : named(mail.from),
    to: (mail.to ?? []).map(named).join(', '),
    subject: mail.subject ?? '',
    date: mail.date,
    text: mail.text,
    html: mail.html,
  };
}

/** The newest first, a hundred at most; none where nothing was written yet. */
export async function listMails(folder: string): Promise<CaughtMail[]> {
  const files = await readdir(folder).catch((): string[] => []);
  const ids = files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .toSorted()
    .toReversed()
    .slice(0, LISTED);
  const mails = await Promise.all(ids.map((id) => readMail(folder, id)));
  return mails.filter((mail) => mail !== undefined);
}
