import type { TitleDetail, TitleKind } from '@docket/contracts/http/title';
import { slugOf } from '../../lib/slug.ts';

/** A title as it is typed. */
export type TitleDraft = {
  readonly name: string;
  readonly slug: string;
  readonly kind: TitleKind;
  readonly language: string;
  readonly minutes: string;
  readonly tags: string;
  readonly description: string;
};

export const EMPTY_TITLE: TitleDraft = {
  name: '',
  slug: '',
  kind: 'movie',
  language: '',
  minutes: '120',
  tags: '',
  description: '',
};

export function draftOf(title: TitleDetail): TitleDraft {
  const { name, slug, kind, description } = title;
  return {
    name,
    slug,
    kind,
    description,
    language: title.language ?? '',
    minutes: String(title.minutes),
    tags: title.tags.join(', '),
  };
}

const NAMELESS = 'nameless';

const tagsOf = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

/** What both a new and a changed title have. Nothing typed for a number is nothing sent. */
function common({ name, kind, minutes, tags, description }: TitleDraft) {
  return { name, kind, description, tags: tagsOf(tags), minutes: minutes === '' ? undefined : Number(minutes) };
}

export function newTitleOf(draft: TitleDraft) {
  const { language, slug, name } = draft;
  return {
    ...common(draft),
    // Without a name it is the name that is missing.
    slug: slug === '' ? slugOf(name.trim() === '' ? NAMELESS : name) : slug,
    ...(language.trim() === '' ? {} : { language: language.trim() }),
  };
}

export function changedTitleOf(draft: TitleDraft) {
  return { ...common(draft), language: draft.language.trim() === '' ? null : draft.language.trim() };
}
