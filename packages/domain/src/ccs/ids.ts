import { createHash } from 'node:crypto';

// Ids of 36 characters at most, made of those that we have (docs/ccs-api.md, "Ids").

function short(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}

function long(text: string): string | null {
  const hex = Buffer.from(text, 'base64url').toString('hex');
  if (hex.length !== 32) return null;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Of the answer to a question. */
export function answerId(clarificationId: string): string {
  return `a${short(clarificationId)}_`;
}

/** The question that an answer's id is of; null: it is no such id. */
export function questionOf(id: string): string | null {
  const found = /^a([\w-]{22})_$/.exec(id)?.[1];
  return found === undefined ? null : long(found);
}

/** Of a test of a submission. */
export function runId(submissionId: string, ordinal: number): string {
  return `r${short(submissionId)}.${ordinal}`;
}

/** The submission and test that a run's id is of; null: it is no such id. */
export function runOf(id: string): { readonly submissionId: string; readonly ordinal: number } | null {
  const [, text = '', ordinal = ''] = /^r([\w-]{22})\.([1-9]\d{0,4})$/.exec(id) ?? [];
  const submissionId = long(text);
  return submissionId === null ? null : { submissionId, ordinal: Number(ordinal) };
}

/** Of an institution: it has no id here but its name. */
export function organizationId(name: string): string {
  return `o${createHash('sha256').update(name.trim().toLowerCase()).digest('hex').slice(0, 20)}`;
}
