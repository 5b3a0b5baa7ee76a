import DOMPurify from 'dompurify';
import { useEffect, useMemo, useRef } from 'react';
import { markdownToHtml } from '../api/markdown.ts';

/** What a statement may be made of: text, tables, pictures. No styles, no forms, no frames, no scripts. */
const ALLOWED = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'select', 'textarea', 'dialog', 'video', 'audio'],
  FORBID_ATTR: ['style', 'id', 'name', 'popover', 'popovertarget'],
  RETURN_DOM_FRAGMENT: true,
} as const;

/** A statement as its author wrote it, sanitised first; TeX is set after that, by KaTeX with its trust switched off. */
export function Statement({ source }: { readonly source: string }) {
  const target = useRef<HTMLDivElement>(null);
  const fragment = useMemo(
    () =>
      DOMPurify.sanitize(markdownToHtml(source), {
        ...ALLOWED,
        FORBID_TAGS: [...ALLOWED.FORBID_TAGS],
        FORBID_ATTR: [...ALLOWED.FORBID_ATTR],
      }),
    [source],
  );

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
