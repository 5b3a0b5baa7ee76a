import { DocketError, httpStatusOf } from '@docket/contracts/errors';
import type { ProblemDetail } from '@docket/contracts/http/problem';
import type { ShowDetail } from '@docket/contracts/http/show';
import { getShow } from '@docket/domain/catalog/show/get-show';
import { getTitle } from '@docket/domain/catalog/title/get-title';
import { getProblem } from '@docket/domain/judge/problem/get-problem';
import type { Ctx } from '@docket/domain/spine/ctx';
import { z } from 'zod';
import type { HeadOf, PageHead } from './app-page.ts';

/** What previews of links show; more is cut off by them anyway. */
const DESCRIPTION_CHARS = 200;

/** Of the lists that everybody begins with. */
const FIXED: Readonly<Record<string, PageHead>> = {
  '/problems': {
    title: 'Problems',
    description: 'Programming problems to practise on, judged test by test as you watch.',
  },
  '/shows': { title: 'What’s on', description: 'Shows near you, with seats that you choose on a live map.' },
};

/** Heads of the pages that people send each other: a problem, a title, a show. What is said is what anybody may read. */
export function pageHeads(ctx: Pick<Ctx, 'db' | 'actor'>): HeadOf {
  const heads: Readonly<Record<string, (id: string) => Promise<PageHead>>> = {
    problems: async (slug) => ofProblem(await getProblem(ctx, { slug })),
    titles: async (slug) => ofTitle(await getTitle(ctx, { slug })),
    shows: async (id) => ofShow(await getShow(ctx, { id: z.uuid().parse(id) })),
  };
  return async (pathname) => {
    const fixed = FIXED[pathname.replace(/\/+$/, '')];
    if (fixed !== undefined) return fixed;
    const [, kind = '', id, ...more] = pathname.split('/');
    const make = heads[kind];
    if (make === undefined || id === undefined || id === '' || more.length > 0) return undefined;
    try {
      return await make(decodeURIComponent(id));
    } catch (error) {
      const missing = error instanceof DocketError && httpStatusOf(error.code) === 404;
      if (missing || error instanceof z.ZodError || error instanceof URIError) return 'missing';
      throw error;
    }
  };
}

function ofProblem({ title, difficulty, statement }: ProblemDetail): PageHead {
  const level = difficulty.charAt(0).toUpperCase() + difficulty.slice(1);
  return { title, description: beginning(`${level} problem. ${plainText(statement)}`) };
}

function ofTitle({ name, description }: { readonly name: string; readonly description: string }): PageHead {
  return { title: name, description: beginning(description) };
}

function ofShow({ title, venue, city, localDate, localTime }: ShowDetail): PageHead {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const when = `${day.format(new Date(`${localDate}T00:00:00Z`))}, ${localTime}`;
  return { title: `${title.name}, ${when}`, description: `${venue.name}, ${city.name}. Choose seats on the live map.` };
}

/** Markdown without its marks, roughly: enough for the beginning of a statement. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^#+.*$/gm, ' ')
    .replaceAll(/[*_`$\\]/g, '');
}

function beginning(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= DESCRIPTION_CHARS ? line : `${line.slice(0, DESCRIPTION_CHARS - 1).replace(/\s\S*$/, '')}…`;
}
