import { juryChannel } from '@docket/contracts/events/contest';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { listLanguages } from '../../judge/language/list-languages.ts';
import { getProblem } from '../../judge/problem/get-problem.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { compare, type Program } from './compare.ts';
import { textOf } from './text.ts';

/** Submissions of one comparison at most; the newest are taken. */
const MOST = 2_000;

const reportStatement = prepare(
  'contest_similarity_to_do',
  `SELECT r.contest_id, r.problem_id, r.given FROM contest_similarities r WHERE r.id = $1 AND r.state = 'waiting'`,
);
// Of each participant and language the last that was accepted, or else the last that was compiled.
const programsStatement = prepare(
  'contest_similarity_programs',
  `SELECT s.id, s.participant_id, s.language, s.files FROM (
     SELECT DISTINCT ON (x.participant_id, x.language) x.id, x.participant_id, x.language, x.files FROM submissions x
      WHERE x.scope_id = $1 AND x.problem_id = $2 AND x.finished_at IS NOT NULL AND x.status NOT IN ('CE', 'CANCELLED')
      ORDER BY x.participant_id, x.language, x.status = 'AC' DESC, x.id DESC) s
    ORDER BY s.id DESC LIMIT $3`,
).rows<{ files: { name: string; content: string }[]; participant_id: string }>();
const doneStatement = prepare(
  'contest_similarity_done',
  `UPDATE contest_similarities r SET state = $2, compared = $3, finished_at = now() FROM contests c
    WHERE r.id = $1 AND r.state = 'waiting' AND c.id = r.contest_id RETURNING r.contest_id, c.jury_key`,
);
const pairsStatement = prepare(
  'contest_similar_pairs_write',
  `INSERT INTO contest_similar_pairs (id, report_id, left_id, right_id, overlap, longest, fragments)
   SELECT w.id, $1, w.l, w.r, w.overlap, w.longest, w.fragments
     FROM ROWS FROM (unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::float8[], $6::int[]), jsonb_array_elements($7::jsonb)) AS w(id, l, r, overlap, longest, fragments)`,
);

/** What everybody was given of a problem: its starter code, what editors begin with, and what the jury says. */
async function givenOf(ctx: Ctx, problemId: string, said: string | null): Promise<Map<string, string[]>> {
  const { function: called } = await getProblem(ctx, { slug: problemId });
  const given = new Map<string, string[]>(said === null ? [] : [['', [said]]]);
  for (const { id, template, interactiveTemplate } of await listLanguages(ctx))
    given.set(
      id,
      [template, interactiveTemplate ?? '', called?.starters[id] ?? ''].filter((text) => text !== ''),
    );
  return given;
}

/** Carries a comparison out, once: what is done or failed stays. */
export async function runComparison(ctx: Ctx, { reportId }: { readonly reportId: string }): Promise<void> {
  const [report] = await reportStatement(ctx.db.pool, [reportId]);
  if (report === undefined) return;
  const rows = await programsStatement(ctx.db.pool, [report.contest_id, report.problem_id, MOST]);
  const programs = rows.map(({ id, participant_id: owner, language, files }): Program => ({
    id,
    owner,
    language,
    source: textOf(files),
  }));
  const pairs = await compare(programs, await givenOf(ctx, report.problem_id, report.given));
  await change(ctx, async (tx) => {
    const [done] = await doneStatement(tx.client, [reportId, 'done', programs.length]);
    if (done === undefined) return;
    await pairsStatement(tx.client, [
      reportId,
      pairs.map(() => newId()),
      pairs.map(({ left }) => left),
      pairs.map(({ right }) => right),
      pairs.map(({ overlap }) => Math.min(1, overlap)),
      pairs.map(({ longest }) => longest),
      JSON.stringify(pairs.map(({ fragments }) => fragments)),
    ]);
    tx.emit({
      channel: juryChannel(done.jury_key),
      type: 'similarity.changed',
      data: { contestId: done.contest_id, reportId },
    });
  });
  ctx.log.info({ reportId, compared: programs.length, pairs: pairs.length }, 'submissions compared');
}

/** A comparison that cannot be carried out: whoever asked may ask again. */
export async function giveUpComparison(ctx: Ctx, { reportId }: { readonly reportId: string }): Promise<void> {
  await change(ctx, async (tx) => {
    const [done] = await doneStatement(tx.client, [reportId, 'failed', 0]);
    if (done === undefined) return;
    tx.emit({
      channel: juryChannel(done.jury_key),
      type: 'similarity.changed',
      data: { contestId: done.contest_id, reportId },
    });
  });
}
