import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { publicProfile } from '@docket/contracts/http/identity';
import type { Ctx } from '../spine/ctx.ts';
import { readProfile, toPublicProfile } from './profile.ts';

/** A user's public profile; the name is found whatever its case. @throws DocketError `user_not_found` */
export async function getProfile(
  ctx: Ctx,
  input: { readonly username: string },
): Promise<z.output<typeof publicProfile>> {
  const row = await readProfile(ctx, { username: input.username });
  if (row === undefined) throw new DocketError('user_not_found', 'There is no user of this name.');
  return toPublicProfile(row);
}
