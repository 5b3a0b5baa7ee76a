import type { TitleKind, TitleSummary } from '@docket/contracts/http/title';

/** Columns of `titles` under its alias t, as `toTitle` takes them. */
export const TITLE_COLUMNS = 't.id, t.slug, t.kind, t.name, t.language, t.minutes, t.tags, t.poster_hash';

export type TitleRow = {
  readonly id: string;
  readonly slug: string;
  readonly kind: TitleKind;
  readonly name: string;
  readonly language: string | null;
  readonly minutes: number;
  readonly tags: string[];
  readonly poster_hash: string | null;
};

export function toTitle({ id, slug, kind, name, language, minutes, tags, poster_hash: hash }: TitleRow): TitleSummary {
  return { titleId: id, slug, kind, name, language, minutes, tags, poster: hash === null ? null : `/posters/${hash}` };
}
