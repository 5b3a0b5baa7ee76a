import type { Badge } from '@docket/contracts/http/profile';
import { Icon } from '../../../ui/icons.tsx';
import { Section } from './section.tsx';

/** Badges that were earned, and of one's own how far it is to the others. */
export function BadgesSection({ badges }: { readonly badges: readonly Badge[] }) {
  const earned = badges.filter(({ have, need }) => have >= need);
  const open = badges.filter(({ have, need }) => have < need);
  if (badges.length === 0) return null;
  return (
    <Section title="Badges" aside={`${earned.length} earned`}>
      {earned.length > 0 && (
        <ul className="grid gap-2 sm:grid-cols-2">
          {earned.map(({ id, title, text }) => (
            <li key={id} className="flex items-center gap-3 rounded-lg bg-accent-soft px-3 py-2">
              <Icon name="star" className="shrink-0 text-primary" />
              <span className="grid">
                <span className="font-semibold">{title}</span>
                <span className="text-sm text-muted">{text}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <details>
          <summary className="w-fit text-sm text-muted hover:text-ink">{open.length} to go: only you see these</summary>
          <ul className="mt-2 grid gap-2 sm:grid-cols-2">
            {open.map(({ id, title, text, have, need }) => (
              <li key={id} className="rounded-lg border border-line px-3 py-2">
                <p className="flex items-baseline justify-between gap-3">
                  <span className="font-medium">{title}</span>
                  <span className="text-sm text-muted tabular-nums">
                    {have} of {need}
                  </span>
                </p>
                <p className="text-sm text-muted">{text}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
