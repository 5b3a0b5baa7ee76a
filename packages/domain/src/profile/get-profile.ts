import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { publicProfile } from '@docket/contracts/http/identity';
import type { Ctx } from '../spine/ctx.ts';
import { readProfile, toPublicProfile, type ProfileRow } from './profile.ts';

/** The row of a profile. @throws DocketError `user_not_found` */
export async function findProfile(ctx: Ctx, username: string): Promise<ProfileRow> {
  const row = await readProfile(ctx, { username });
  if (row === undefined) throw new DocketError('user_not_found', 'There is no user of this name.');
  return row;
}

/** A user's public profile; the name is found whatever its case. @throws DocketError `user_not_found` */
export async function getProfile(
  ctx: Ctx,
  input: { readonly username: string },
): Promise<z.output<typeof publicProfile>> {
  return toPublicProfile(ctx, await findProfile(ctx, input.username));
}
