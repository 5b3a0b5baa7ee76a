import type { Passkey } from '@docket/contracts/http/sign-in';

/** A passkey as its owner sees it. */
export function passkeyOf(row: {
  readonly id: string;
  readonly name: string;
  readonly backed_up: boolean;
  readonly created_at: Date;
  readonly used_at: Date | null;
}): Passkey {
  return {
    passkeyId: row.id,
    name: row.name,
    backedUp: row.backed_up,
    createdAt: row.created_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
  };
}
