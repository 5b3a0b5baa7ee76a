import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import { POSTER, type TitleDetail } from '@docket/contracts/http/title';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { forgetTitles } from './forget.ts';
import { getTitle } from './get-title.ts';
import { readImageInfo, type ImageInfo } from './image-info.ts';
import { redrawImage } from './redraw-image.ts';

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
 * Gives a title a poster in place of the one it has, drawn anew from the pixels of what came.
 * @throws DocketError `forbidden`, `title_not_found`, `image_invalid`
 */
export async function putPoster(
  ctx: Ctx,
  input: { readonly slug: string; readonly bytes: Buffer },
): Promise<TitleDetail> {
  requireRole(ctx, 'manager', 'admin');
  const { titleId } = await getTitle(ctx, input);
  const bytes = await readPoster(input.bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await change(ctx, async ({ client }) => {
    await blobStatement(client, [hash, bytes.length, bytes]);
    await putStatement(client, [titleId, hash, 'image/webp' satisfies ImageInfo['type']]);
  });
  forgetTitles(ctx);
  ctx.log.info({ titleId, hash, bytes: bytes.length }, 'poster changed');
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

/** What is kept of an image: its pixels, as WebP. Its size is known by its header before anything is decoded. */
async function readPoster(bytes: Buffer): Promise<Buffer> {
  if (bytes.length > POSTER.bytes)
    throw invalid(
      `it has ${bytes.length} bytes; at most ${POSTER.bytes} are taken. Make it smaller or compress it more`,
    );
  const image = readImageInfo(bytes);
  if (image === undefined) throw invalid('it is no whole PNG, JPEG or WebP');
  checkSize(image);
  const redrawn = await redrawImage(bytes, POSTER.most ** 2);
  if (redrawn === undefined) throw invalid('it cannot be decoded; its file is damaged');
  // A camera may have said which side is up.
  checkSize(redrawn);
  return redrawn.bytes;
}

function checkSize(image: { readonly width: number; readonly height: number }): void {
  const { least, most } = POSTER;
  const size = `it is ${image.width} × ${image.height} pixels`;
  if (image.width < least.width || image.height < least.height)
    throw invalid(`${size}; it must have at least ${least.width} × ${least.height}`);
  if (image.width > most || image.height > most) throw invalid(`${size}; neither side may have more than ${most}`);
  const ratio = image.height / image.width;
  if (ratio < 1.4 || ratio > 1.6) throw invalid(`${size}; a poster is two wide and three high`);
}

function invalid(why: string): DocketError {
  return new DocketError('image_invalid', `The image cannot be used: ${why}.`);
}
