import type { TitleKind } from '@docket/contracts/http/title';

/** What a kind of title is called wherever one is named. */
export function kindWord(kind: TitleKind): string {
  return { movie: 'Movie', event: 'Event' }[kind];
}
