import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import { POSTER, type TitleDetail } from '@docket/contracts/http/title';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { forgetTitles } from './forget.ts';
import { getTitle } from './get-title.ts';
import { readImageInfo, type ImageInfo } from './image-info.ts';

const blobStatement = prepare(
  'poster_blob',
  'INSERT INTO blobs (hash, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
);
const putStatement = prepare('poster_put', 'UPDATE titles SET poster_hash = $2, poster_type = $3 WHERE id = $1');
// Blobs are also tests of problems: only what a title shows is told.
const getStatement = prepare(
  'poster_get',
  `SELECT b.bytes, t.poster_type AS type FROM titles t JOIN blobs b ON b.hash = t.poster_hash WHERE t.poster_hash = $1 LIMIT 1`,
).rows<{ type: ImageInfo['type'] }>();

/**
 * Gives a title a poster in place of the one it has.
 * @throws DocketError `forbidden`, `title_not_found`, `image_invalid`
 */
export async function putPoster(
  ctx: Ctx,
  input: { readonly slug: string; readonly bytes: Buffer },
): Promise<TitleDetail> {
  requireRole(ctx, 'manager', 'admin');
  const { titleId } = await getTitle(ctx, input);
  const { type } = checkPoster(input.bytes);
  const hash = createHash('sha256').update(input.bytes).digest('hex');
  await change(ctx, async ({ client }) => {
    await blobStatement(client, [hash, input.bytes.length, input.bytes]);
    await putStatement(client, [titleId, hash, type]);
  });
  forgetTitles(ctx);
  ctx.log.info({ titleId, hash, bytes: input.bytes.length }, 'poster changed');
  return getTitle(ctx, input);
}

/** Takes the poster of a title away; without one nothing happens. @throws DocketError `forbidden`, `title_not_found` */
export async function removePoster(ctx: Ctx, input: { readonly slug: string }): Promise<void> {
  requireRole(ctx, 'manager', 'admin');
  const { titleId } = await getTitle(ctx, input);
  await putStatement(ctx.db.pool, [titleId, null, null]);
  forgetTitles(ctx);
}

/** A poster by its hash. @throws DocketError `poster_not_found` */
export async function getPoster(
  ctx: Pick<Ctx, 'db'>,
  input: { readonly hash: string },
): Promise<{ readonly type: string; readonly bytes: Buffer }> {
  const [row] = await getStatement(ctx.db.pool, [input.hash]);
  if (row === undefined) throw new DocketError('poster_not_found', 'No title has this poster.');
  return row;
}

function checkPoster(bytes: Buffer): ImageInfo {
  const { least, most } = POSTER;
  if (bytes.length > POSTER.bytes)
    throw invalid(
      `it has ${bytes.length} bytes; at most ${POSTER.bytes} are taken. Make it smaller or compress it more`,
    );
  const image = readImageInfo(bytes);
  if (image === undefined) throw invalid('it is no whole PNG, JPEG or WebP');
  const size = `it is ${image.width} × ${image.height} pixels`;
  if (image.width < least.width || image.height < least.height)
    throw invalid(`${size}; it must have at least ${least.width} × ${least.height}`);
  if (image.width > most || image.height > most) throw invalid(`${size}; neither side may have more than ${most}`);
  const ratio = image.height / image.width;
  if (ratio < 1.4 || ratio > 1.6) throw invalid(`${size}; a poster is two wide and three high`);
  return image;
}

function invalid(why: string): DocketError {
  return new DocketError('image_invalid', `The image cannot be used: ${why}.`);
}
