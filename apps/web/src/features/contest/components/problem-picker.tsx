import { maySetProblems } from '@docket/contracts/http/identity';
import { listProblems, listSetProblems } from '@docket/contracts/http/problem';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useSession } from '../../../lib/session.ts';
import { Combobox } from '../../../ui/combobox.tsx';

type Picked = { readonly problemId: string; readonly title: string };

/** A problem to be added, found by typing: published ones, and those that the caller sets. */
export function ProblemPicker({ onPick }: { readonly onPick: (problem: Picked) => void }) {
  const [sought, setSought] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const role = useSession()?.role;
  const found = useQuery({
    queryKey: ['problems', 'picker', role, sought],
    queryFn: async ({ signal }) => {
      const q = sought === '' ? {} : { q: sought };
      const [listed, set] = await Promise.all([
        docket.call(listProblems, { query: { limit: 12, ...q }, signal }),
        role !== undefined && maySetProblems(role)
          ? docket.call(listSetProblems, {
              query: { whose: role === 'admin' ? 'everybody' : 'own', limit: 12, ...q },
              signal,
            })
          : { data: [] },
      ]);
      return [...new Map([...set.data, ...listed.data].map((one) => [one.problemId, one])).values()];
    },
    placeholderData: keepPreviousData,
  });
  const problems = found.data ?? [];
  return (
    <Combobox
      label="Add a problem"
      className="max-w-xl"
      value=""
      placeholder="Search by title or name"
      options={problems.map(({ problemId, title, slug }) => ({ value: problemId, label: title, hint: slug }))}
      onChoose={(problemId) => {
        const problem = problems.find((one) => one.problemId === problemId);
        if (problem !== undefined) onPick({ problemId, title: problem.title });
      }}
      onType={(text) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setSought(text.trim()), 180);
      }}
    />
  );
}
