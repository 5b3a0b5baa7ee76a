import type { Db } from '@docket/db/client';
import { createRealtimeToken } from '@docket/domain/realtime/create-realtime-token';
import { testCtx } from '@docket/testing/builders';
import type { Buyer } from '@docket/testing/buyers';

/** What each of them shows to the gateway. */
export function socketTokens(db: Db, buyers: readonly Buyer[], secret: string): Promise<string[]> {
  return Promise.all(
    buyers.map(async ({ user }) => {
      const ctx = { ...testCtx(db, user), settings: { REALTIME_JWT_SECRET: [secret] } as const };
      return (await createRealtimeToken(ctx, { url: '' })).token;
    }),
  );
}
