import { DocketError } from '@docket/contracts/errors';
import { ccsLength, ccsTime, millisOf, spanOf } from '@docket/contracts/ccs/common';
import type { ContestPackageReport } from '@docket/contracts/http/contest-package';
import { readDataFile } from '@docket/problem-package/data-file';
import type { PackageFiles } from '@docket/problem-package/files';
import { openZipPackage } from '@docket/problem-package/zip';
import { z } from 'zod';
import { rewriteContest } from '../../contest/change.ts';
import { forgetContest } from '../../contest/forget.ts';
import { previewRoster, takeRoster } from '../../contest/roster/take.ts';
import { durationMs, findOwnContest, freezeMs, type ContestRow } from '../../contest/rows.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';

const id = z.union([z.string(), z.number().transform(String)]);

// Packages hold whatever else their writers know; what is not read is left alone.
const contestFile = z.object({
  name: z.string().min(1).optional(),
  start_time: ccsTime.nullish(),
  duration: ccsLength.optional(),
  scoreboard_freeze_duration: ccsLength.nullish(),
  penalty_time: z.int().min(0).optional(),
});
const organizationsFile = z.array(z.object({ id, name: z.string(), formal_name: z.string().nullish() }));
const teamsFile = z.array(
  z.object({
    id,
    name: z.string(),
    display_name: z.string().nullish(),
    organization_id: id.nullish(),
    label: id.nullish(),
  }),
);
const personsFile = z.array(
  z.object({
    id,
    name: z.string(),
    email: z.string().nullish(),
    role: z.string().nullish(),
    team_ids: z.array(id).nullish(),
    team_id: id.nullish(),
  }),
);

/** A file that may be there as JSON or as YAML; undefined: in neither form. @throws DocketError `package_invalid` naming file and field */
async function read<T>(files: PackageFiles, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const path = [`${name}.json`, `${name}.yaml`].find((each) => files.paths.includes(each));
  if (path === undefined) return undefined;
  const parsed = schema.safeParse(await readDataFile(files, path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DocketError(
    'package_invalid',
    `${path}: ${(issue?.path ?? []).join('.')}: ${issue?.message ?? 'is wrong'}`,
  );
}

/**
 * Takes the settings and the people of a contest package into a contest: name, start, duration, freeze and penalty, and the members of teams by their
 * addresses as a roster. With anything wrong nothing is written.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, those of archives, `roster_invalid`, and those of changing a contest
 */
export async function importContestPackage(
  ctx: Ctx,
  input: { readonly id: string; readonly bytes: Uint8Array },
): Promise<ContestPackageReport> {
  const row = await findOwnContest(ctx, input.id);
  const files = await openZipPackage(input.bytes, { plain: true });
  const contest = await read(files, 'contest', contestFile);
  const people = await peopleIn(files);
  if (contest === undefined && people.rows.length === 0)
    throw new DocketError(
      'package_invalid',
      'There is no contest.json, contest.yaml or persons.json at the root of the package.',
    );
  const changes = contest === undefined ? {} : settingsIn(contest, row);
  const bytes = Buffer.from(people.rows.map((cells) => cells.map(quoted).join(',')).join('\n'));
  if (people.rows.length > 1) {
    const { faults } = await previewRoster(ctx, { id: row.id, bytes });
    const [first] = faults;
    if (first !== undefined)
      throw new DocketError('roster_invalid', `persons: ${first.path}: ${first.message}. Nothing was taken in.`, {
        fields: faults,
      });
  }
  const roster = await change(ctx, async (tx) => {
    if (Object.keys(changes).length > 0) await rewriteContest(ctx, tx, { id: row.id, ...changes });
    return people.rows.length > 1 ? takeRoster(ctx, tx, { id: row.id, bytes }) : undefined;
  });
  forgetContest(ctx, row.id);
  return {
    changed: Object.keys(changes),
    people: roster?.entries.length ?? 0,
    participants: roster?.participants ?? 0,
    leftOut: people.leftOut,
  };
}

type Changes = Omit<Parameters<typeof rewriteContest>[2], 'id'>;

type Contest = z.infer<typeof contestFile>;

/** What is another than it is. */
function settingsIn(contest: Contest, row: ContestRow): Changes {
  const starts = contest.start_time == null ? row.open_at : new Date(contest.start_time);
  const by = starts.getTime() - row.open_at.getTime();
  const ends = endOf(contest, row, by);
  const freeze = freezeOf(contest, row, by, ends);
  const changes: Changes = {};
  if (contest.name !== undefined && contest.name !== row.title) changes.title = contest.name;
  if (starts.getTime() !== row.open_at.getTime()) changes.startsAt = starts.toISOString();
  if (ends.getTime() !== row.close_at.getTime()) changes.endsAt = ends.toISOString();
  if (freeze?.getTime() !== row.freezes_at?.getTime()) changes.freezesAt = freeze?.toISOString() ?? null;
  if (
    row.format === 'icpc' &&
    contest.penalty_time !== undefined &&
    contest.penalty_time !== (row.options['penaltyMinutes'] ?? 20)
  )
    changes.options = { ...row.options, penaltyMinutes: contest.penalty_time };
  return changes;
}

/** An end that is not said, or is as it was, moves with the start: windows lie within it, and pauses before it. @throws DocketError `contest_times` */
function endOf({ duration }: Contest, row: ContestRow, by: number): Date {
  const [length, kept] = [duration === undefined ? null : millisOf(duration), durationMs(row)];
  if (length === null || length === kept) return new Date(row.close_at.getTime() + by);
  if (row.duration_minutes !== null)
    throw new DocketError(
      'contest_times',
      `duration: everybody has a window of ${spanOf(kept)} of their own here. Leave it out of contest.json, and set windows in the contest’s settings.`,
    );
  return new Date(row.open_at.getTime() + by + length + row.paused_ms);
}

/** Likewise. Null, or one of no time: it does not freeze. @throws DocketError `contest_times` */
function freezeOf(contest: Contest, row: ContestRow, by: number, ends: Date): Date | null {
  const { scoreboard_freeze_duration: given } = contest;
  const [millis, kept] = [given == null ? 0 : (millisOf(given) ?? 0), freezeMs(row)];
  const isSameLength = ends.getTime() === row.close_at.getTime() + by;
  const isSame = isSameLength && kept !== null && given !== null && millis === Math.max(0, durationMs(row) - kept);
  if (given === undefined || isSame) return row.freezes_at === null ? null : new Date(row.freezes_at.getTime() + by);
  if (millis === 0) return null;
  if (row.duration_minutes !== null)
    throw new DocketError(
      'contest_times',
      'scoreboard_freeze_duration: a contest of own windows does not freeze at one moment. Leave it out of contest.json.',
    );
  return new Date(ends.getTime() - millis);
}

/** The rows of a roster, its head first, and who is not in it. */
async function peopleIn(files: PackageFiles): Promise<{ readonly rows: string[][]; readonly leftOut: string[] }> {
  const persons = (await read(files, 'persons', personsFile)) ?? [];
  const teams = new Map((await read(files, 'teams', teamsFile))?.map((team) => [team.id, team]));
  const organizations = new Map(
    (await read(files, 'organizations', organizationsFile))?.map((each) => [each.id, each]),
  );
  const rows: string[][] = [];
  const leftOut: string[] = [];
  const seen = new Set<string>();
  for (const person of persons) {
    if ((person.role ?? 'contestant') !== 'contestant') continue;
    const teamId = person.team_ids?.[0] ?? person.team_id ?? undefined;
    const team = teamId === undefined ? undefined : teams.get(teamId);
    if (teamId !== undefined && team === undefined)
      throw new DocketError('package_invalid', `persons: ${person.id}: there is no team ${teamId} in teams.json.`);
    if (team !== undefined) seen.add(team.id);
    if (person.email == null || person.email === '') {
      leftOut.push(`person ${person.id}: has no e-mail address, by which accounts are found`);
      continue;
    }
    const institution = team?.organization_id == null ? undefined : organizations.get(team.organization_id);
    rows.push([
      person.name,
      person.email,
      team === undefined ? '' : (team.display_name ?? team.name),
      institution?.formal_name ?? institution?.name ?? '',
      team?.label ?? '',
    ]);
  }
  for (const { id: teamId } of teams.values()) if (!seen.has(teamId)) leftOut.push(`team ${teamId}: has no members`);
  return { rows: rows.length === 0 ? [] : [['name', 'email', 'team', 'institution', 'seat'], ...rows], leftOut };
}

function quoted(cell: string): string {
  return `"${cell.replaceAll(/\s+/g, ' ').replaceAll('"', '""')}"`;
}
