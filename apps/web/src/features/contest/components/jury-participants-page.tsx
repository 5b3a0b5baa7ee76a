import type { ContestDetail } from '@docket/contracts/http/contest';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { given } from '../../../lib/given.ts';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Select } from '../../../ui/field.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { SearchBox } from '../../problem/components/search-box.tsx';
import { participantsQuery } from '../api/jury.ts';
import { JuryFrame } from './jury-frame.tsx';
import { ParticipantRow } from './participant-row.tsx';
import { RosterUpload } from './roster-upload.tsx';

const route = getRouteApi('/contests/$slug/jury/participants');
const statuses = ['pending', 'registered', 'rejected', 'disqualified'] as const;
const STATES = [
  { value: '', label: 'All' },
  { value: 'pending', label: 'Waiting for the jury' },
  { value: 'registered', label: 'Registered' },
  { value: 'rejected', label: 'Turned down' },
  { value: 'disqualified', label: 'Disqualified' },
] as const;

export function JuryParticipantsPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Participants">
      {(contest) => (
        <>
          <Participants contest={contest} />
          {!contest.closed && <RosterUpload contest={contest} />}
        </>
      )}
    </JuryFrame>
  );
}

function Participants({ contest }: { readonly contest: ContestDetail }) {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const participants = useInfiniteQuery(participantsQuery(contest.slug, filter));
  const shown = participants.data?.pages.flatMap((page) => page.data);
  const search = useCallback(
    (text: string) => void navigate({ search: (old) => ({ ...old, q: text }), replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <section aria-label="Participants" className="grid gap-3">
      <search className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <SearchBox label="Search participants" placeholder="Search by name" value={filter.q ?? ''} onChange={search} />
        <Select
          quiet
          label="State"
          value={filter.status ?? ''}
          options={STATES}
          onChange={(value) =>
            void navigate({
              search: (old) => given({ ...old, status: statuses.find((one) => one === value) }),
              replace: true,
            })
          }
        />
      </search>
      {participants.isPending && <RowsLoading label="Loading participants" />}
      {participants.isError && <Failure error={participants.error} retry={() => void participants.refetch()} />}
      {shown?.length === 0 && (
        <Empty title={Object.keys(filter).length > 0 ? 'Nobody is found' : 'Nobody has registered yet'} />
      )}
      {shown !== undefined && shown.length > 0 && (
        <div>
          <RowList aria-label="Participants">
            {shown.map((one) => (
              <ParticipantRow key={one.participantId} contest={contest} of={one} />
            ))}
          </RowList>
          <LoadMore paged={participants} />
        </div>
      )}
    </section>
  );
}
