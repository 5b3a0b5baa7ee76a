import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { ownProfile } from '@docket/contracts/http/identity';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { readProfile, toOwnProfile } from './profile.ts';

/** The caller's own profile, with address and phone. @throws DocketError `unauthenticated` */
export async function getOwnProfile(ctx: Ctx): Promise<z.output<typeof ownProfile>> {
  const row = await readProfile(ctx, { userId: requireUser(ctx).userId });
  if (row === undefined) throw new DocketError('unauthenticated', 'This account is no longer active.');
  return toOwnProfile(ctx, row);
}
