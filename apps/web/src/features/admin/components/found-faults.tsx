import type { SetProblem } from '@docket/contracts/http/problem';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { Failure, Loading } from '../../../ui/states.tsx';
import { problemVersionQuery } from '../../problem/api/queries.ts';
import { FaultList } from '../../problem/components/faults.tsx';

/** What was found when the newest version was tried. The problem's own page has the faults of the published one. */
export function FoundFaults({ problem }: { readonly problem: SetProblem }) {
  const { slug, version, nextVersion, faults } = problem;
  const [open, setOpen] = useState(false);
  const newest = useQuery({ ...problemVersionQuery(slug, nextVersion ?? version), enabled: open });
  if (faults === 0) return null;
  return (
    <details
      data-testid="found-faults"
      className="mt-1 text-sm"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="text-limit">{plural(faults, 'fault')} found</summary>
      {newest.isError && <Failure error={newest.error} retry={() => void newest.refetch()} />}
      {newest.isPending && open && <Loading label="Loading the faults" lines={2} />}
      {newest.data?.faults !== undefined && <FaultList faults={newest.data.faults} />}
    </details>
  );
}
