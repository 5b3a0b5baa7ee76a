import type { Language } from '@docket/contracts/http/language';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Select } from '../../../ui/field.tsx';
import { runTimesQuery } from '../../submission/api/queries.ts';
import { Distribution } from '../../submission/components/run-times.tsx';

type FiguresProps = { readonly slug: string; readonly languages: readonly Language[]; readonly first: string };

/** How fast and how small accepted programs are in a language, with one's own place. */
export function Figures({ slug, languages, first }: FiguresProps) {
  const [language, setLanguage] = useState(first);
  const { data } = useQuery(runTimesQuery(slug, language));
  return (
    <section aria-labelledby="figures-title" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="figures-title" className="text-lg font-bold">
          Run times and memory
        </h2>
        <Select
          quiet
          label="Language of the figures"
          value={language}
          options={languages.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setLanguage}
        />
      </div>
      {data !== undefined && data.people === 0 && (
        <p className="text-sm text-muted">Nobody has been accepted in this language yet.</p>
      )}
      {data !== undefined && data.people > 0 && (
        <Distribution
          times={data}
          languageName={languages.find(({ id }) => id === language)?.name ?? language}
          cpuMs={data.own?.cpuMs ?? null}
          memoryBytes={data.own?.memoryBytes ?? null}
        />
      )}
    </section>
  );
}
