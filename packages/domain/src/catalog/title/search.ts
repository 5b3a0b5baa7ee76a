import { z } from 'zod';
import { searchWords } from '../../spine/search-words.ts';

/** How a list of titles is narrowed and sorted, as parts of a statement over `titles t`. */
export type TitleSearch = {
  /** What follows FROM. */
  readonly from: string;
  /** Sort key. Ties are broken by `t.id`. */
  readonly key: string;
  readonly direction: 'ASC' | 'DESC';
  readonly keyType: 'float8' | 'text';
  readonly cursor: z.ZodType<{ by: 'fit' | 'name'; key: number | string; id: string }>;
  readonly by: 'fit' | 'name';
};

/** Adds a value to a statement and returns its placeholder. */
export type Bind = (value: unknown) => string;

/**
 * Titles with every word of `q`: whole, begun, or misspelt a little. What has the words as they are comes first,
 * names before tags, then what is like them. Without words all titles by name.
 */
export function searchTitles(q: string | undefined, bind: Bind): TitleSearch {
  const words = searchWords(q);
  if (words.length === 0) {
    const cursor = z.object({ by: z.literal('name'), key: z.string(), id: z.uuid() });
    return { from: 'titles t', key: 't.name', direction: 'ASC', keyType: 'text', cursor, by: 'name' };
  }
  const from = `find_titles(${bind(words)}::text[]) f JOIN titles t ON t.id = f.id`;
  const cursor = z.object({ by: z.literal('fit'), key: z.number(), id: z.uuid() });
  return { from, key: 'f.fit', direction: 'DESC', keyType: 'float8', cursor, by: 'fit' };
}

/** The condition that a row comes after a place of `search.cursor`. */
export function after(search: TitleSearch, place: { key: number | string; id: string }, bind: Bind): string {
  const beyond = search.direction === 'ASC' ? '>' : '<';
  return `(${search.key}, t.id) ${beyond} (${bind(place.key)}::${search.keyType}, ${bind(place.id)}::uuid)`;
}
