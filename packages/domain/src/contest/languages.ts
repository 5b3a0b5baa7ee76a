import { DocketError } from '@docket/contracts/errors';
import { listLanguages } from '../judge/language/list-languages.ts';
import type { Ctx } from '../spine/ctx.ts';

/** @throws DocketError `unknown_language` naming those that no worker of this installation judges */
export async function requireLanguages(ctx: Pick<Ctx, 'db'>, ids: readonly string[] | null): Promise<void> {
  if (ids === null) return;
  const known = await listLanguages(ctx);
  const unknown = ids.filter((id) => !known.some((language) => language.id === id));
  if (unknown.length === 0) return;
  throw new DocketError(
    'unknown_language',
    `${unknown.join(', ')}: this installation judges no such language; GET /languages lists them.`,
    {
      fields: [
        { path: 'body.languages', message: `has ${unknown.join(', ')}, which this installation does not judge` },
      ],
    },
  );
}
