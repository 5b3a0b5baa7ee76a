import DOMPurify from 'dompurify';
import { useEffect, useMemo, useRef } from 'react';
import type { ProblemDetail } from '@docket/contracts/http/problem';
import { markdownToHtml } from '../api/markdown.ts';

/** What a statement may be made of: text, tables, pictures. No styles, no forms, no frames, no scripts. */
const ALLOWED = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'select', 'textarea', 'dialog', 'video', 'audio'],
  FORBID_ATTR: ['style', 'id', 'name', 'popover', 'popovertarget'],
  RETURN_DOM_FRAGMENT: true,
} as const;

/** A statement as its author wrote it, sanitised first; TeX is set after that, by KaTeX with its trust switched off. */
export function Statement({
  source,
  files,
}: {
  readonly source: string;
  /** Pictures that it may show: those of its package, and no others. */
  readonly files: NonNullable<ProblemDetail['files']>;
}) {
  const target = useRef<HTMLDivElement>(null);
  const fragment = useMemo(() => {
    const clean = DOMPurify.sanitize(markdownToHtml(source), {
      ...ALLOWED,
      FORBID_TAGS: [...ALLOWED.FORBID_TAGS],
      FORBID_ATTR: [...ALLOWED.FORBID_ATTR],
    });
    // Here, where nothing is loaded yet: a picture asks for its address as soon as it belongs to the page.
    for (const picture of clean.querySelectorAll('img')) placePicture(picture, files);
    return clean;
  }, [source, files]);

  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    const content = document.importNode(fragment, true);
    for (const link of content.querySelectorAll('a')) link.rel = 'noopener noreferrer nofollow';
    const formulas = [...content.querySelectorAll<HTMLElement>('span.math')];
    element.replaceChildren(content);
    if (formulas.length > 0) void setFormulas(formulas);
  }, [fragment]);

  return <div ref={target} className="prose" />;
}

/** A statement names pictures as its package does. What is not in there (another host, a file that could not be shown) is left out. */
function placePicture(picture: HTMLImageElement, files: NonNullable<ProblemDetail['files']>): void {
  const source = picture.getAttribute('src') ?? '';
  const found = files.find(({ name, kind }) => kind === 'statement' && (name === source || encodeURI(name) === source));
  if (found === undefined) {
    picture.replaceWith(picture.alt);
    return;
  }
  picture.setAttribute('src', found.url);
  picture.setAttribute('loading', 'lazy');
  picture.removeAttribute('srcset');
}

async function setFormulas(formulas: readonly HTMLElement[]): Promise<void> {
  const { default: katex } = await import('../api/katex.ts');
  for (const formula of formulas) {
    katex.render(formula.textContent, formula, {
      displayMode: formula.dataset['display'] === 'true',
      throwOnError: false,
      trust: false,
      strict: 'ignore',
      maxExpand: 500,
      maxSize: 20,
    });
  }
}
