import type { ContestDetail } from '@docket/contracts/http/contest';
import { applyRoster, previewRoster, type Roster } from '@docket/contracts/http/contest-jury';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useForgetContest } from '../api/jury.ts';
import { RosterFile, type RosterColumns } from './roster-file.tsx';

const COLUMNS: RosterColumns<Roster['entries'][number]> = {
  Name: ({ name }) => name,
  Address: ({ email, corrects }) => (
    <>
      {email}
      {corrects !== null && <span className="block text-muted">instead of {corrects}</span>}
    </>
  ),
  Team: ({ team }) => team,
  'School or company': ({ institution }) => institution,
  Extra: ({ extraPercent }) => (extraPercent === 0 ? '' : `${extraPercent}%`),
  Place: ({ room, seat }) => [room, seat].filter((part) => part !== null).join(', '),
  Account: ({ username }) => username ?? 'none yet',
};

/** The roster of a contest from a spreadsheet. */
export function RosterUpload({ contest }: { readonly contest: ContestDetail }) {
  const forget = useForgetContest();
  const sent = (body: Blob) => ({ params: { id: contest.slug }, body, contentType: 'text/csv' }) as const;
  return (
    <RosterFile
      hint="Columns: name, email, and if you like team, institution, extra (percent), room, seat"
      columns={COLUMNS}
      preview={(content) => docket.call(previewRoster, sent(content))}
      take={(content) => docket.call(applyRoster, sent(content))}
      taken={({ participants, teams }) => `${plural(participants, 'participant')}, ${plural(teams, 'team')}.`}
      onTaken={forget}
    />
  );
}
