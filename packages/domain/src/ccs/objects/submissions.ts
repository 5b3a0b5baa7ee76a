import type { CcsSubmission } from '@docket/contracts/ccs/submission';
import type { FoldedSubmission } from '../fold.ts';
import type { CcsSource } from '../source.ts';
import type { CcsView } from '../view.ts';

/** May this reader have the code of a team? */
export function readsCode(view: CcsView, team: string): boolean {
  return view.kind === 'jury' || (view.kind === 'team' && view.team === team);
}

/** A submission as a reader sees it. */
export function withFiles(
  { view, contest }: Pick<CcsSource, 'view' | 'contest'>,
  team: string,
  data: FoldedSubmission,
): CcsSubmission {
  const href = `contests/${contest.id}/submissions/${data.id}/files`;
  return { ...data, files: readsCode(view, team) ? [{ href, filename: 'files.zip', mime: 'application/zip' }] : [] };
}

export function submissionsOf(source: CcsSource): CcsSubmission[] {
  return source.fold.submissions(source.view).map(({ team, data }) => withFiles(source, team, data));
}
