import { instant } from '@docket/contracts/time/instant';
import { z } from 'zod';
import { TELLS_TAGS } from './visible.ts';

/** What is searched of a problem whose tags are not told. */
export const NAMES = `plain_words(lower(p.title || ' ' || replace(p.slug, '-', ' ') || ' ' || p.slug))`;

/** How a list is sorted: by one key, then by id, both in the same direction. */
export type Order = {
  /** SQL of the key. */
  readonly key: string;
  /** Type the key of a cursor is cast to. */
  readonly type: 'timestamptz' | 'text' | 'int' | 'float8';
  readonly direction: 'ASC' | 'DESC';
  /** The key's form in a cursor. */
  readonly cursorKey: z.ZodType<string | number>;
};

export const orders = {
  newest: { key: 'p.created_at', type: 'timestamptz', direction: 'DESC', cursorKey: instant },
  title: { key: 'lower(p.title) COLLATE "C"', type: 'text', direction: 'ASC', cursorKey: z.string().max(400) },
  difficulty: {
    key: `array_position('{easy,medium,hard}'::text[], p.difficulty)`,
    type: 'int',
    direction: 'ASC',
    cursorKey: z.number(),
  },
  // Without a verdict there is no share, and in a contest none is told; such problems come last.
  acceptance: {
    key: 'CASE WHEN p.id IN (SELECT contested_problems()) THEN -1 ELSE coalesce(p.accepted::float8 / nullif(p.judged, 0), -1) END',
    type: 'float8',
    direction: 'DESC',
    cursorKey: z.number(),
  },
  // Rounded, so that the figure survives its way through a cursor. Of what a contest has it would tell of tags.
  relevance: {
    key: `round(word_similarity(plain_words($SEARCH), CASE WHEN ${TELLS_TAGS} THEN p.search_words ELSE ${NAMES} END)::numeric, 4)::float8`,
    type: 'float8',
    direction: 'DESC',
    cursorKey: z.number(),
  },
} as const satisfies Record<string, Order>;

export type OrderName = keyof typeof orders;
