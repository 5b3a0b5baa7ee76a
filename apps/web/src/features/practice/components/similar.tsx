import { useQuery } from '@tanstack/react-query';
import { ProblemRows } from '../../problem/components/problem-row.tsx';
import { similarQuery } from '../api/queries.ts';

/** Problems that share tags; nothing where there are none. */
export function Similar({ slug }: { readonly slug: string }) {
  const { data } = useQuery(similarQuery(slug));
  if (data === undefined || data.data.length === 0) return null;
  return (
    <section aria-labelledby="similar-title" className="grid gap-3">
      <h2 id="similar-title" className="text-lg font-bold">
        Similar problems
      </h2>
      <ProblemRows problems={data.data} />
    </section>
  );
}
