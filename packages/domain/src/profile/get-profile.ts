import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { publicProfile } from '@docket/contracts/http/identity';
import type { Ctx } from '../spine/ctx.ts';
import { readProfile, readProfileOwner, toPublicProfile, type ProfileRow } from './profile.ts';

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new DocketError('user_not_found', 'There is no user of this name.');
  return row;
}

/** The row of a profile. @throws DocketError `user_not_found` */
export async function findProfile(ctx: Ctx, username: string): Promise<ProfileRow> {
  return found(await readProfile(ctx, { username }));
}

/** Whose profile it is and what they hide, for what needs no figure of it. @throws DocketError `user_not_found` */
export async function findProfileOwner(
  ctx: Pick<Ctx, 'db'>,
  username: string,
): Promise<Pick<ProfileRow, 'id' | 'hidden_parts'>> {
  return found(await readProfileOwner(ctx, username));
}

/** A user's public profile; the name is found whatever its case. @throws DocketError `user_not_found` */
export async function getProfile(
  ctx: Ctx,
  input: { readonly username: string },
): Promise<z.output<typeof publicProfile>> {
  return toPublicProfile(ctx, await findProfile(ctx, input.username));
}
