import type { TitleSummary } from '@docket/contracts/http/title';
import { kindWord } from '../kind-word.ts';

/** `Movie · Hindi · 2 h 12 min · drama, mystery` */
export function TitleFacts({ title }: { readonly title: TitleSummary }) {
  const facts = [
    kindWord(title.kind),
    title.language ?? undefined,
    formatLength(title.minutes),
    title.tags.length === 0 ? undefined : title.tags.join(', '),
  ];
  return <p className="text-sm text-muted">{facts.filter((fact) => fact !== undefined).join(' · ')}</p>;
}

function formatLength(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
