import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { prepare } from '@docket/db/statement';
import { difficulty } from '@docket/contracts/http/problem';
import type { Db } from '@docket/db/client';
import { writePackage, type WritablePackage } from '@docket/problem-package/write-package';
import { ZipFile } from 'yazl';
import type { Ctx } from '../../spine/ctx.ts';
import { PLAIN_JUDGING, readJudging } from '../problem/stored-judging.ts';
import { findOwnVersion } from '../problem/versions.ts';
import { readStoredMaterial } from '../setter/stored-material.ts';

const versionStatement = prepare(
  'version_to_export',
  `SELECT p.slug, coalesce(v.title, p.title) AS title, coalesce(v.difficulty, p.difficulty) AS difficulty, v.tags, v.statement, v.author, v.source, v.cpu_ms,
          v.memory_bytes, v.output_bytes, v.code_bytes, v.validator_flags, v.languages, v.embargo_until, v.hides_samples, v.material,
          (SELECT j.judging FROM problem_judgings j WHERE j.problem_id = v.problem_id AND j.version = v.version) AS judging,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'hash', f.hash) ORDER BY f.ordinal), '[]'::jsonb)
             FROM problem_programs f WHERE f.problem_id = v.problem_id AND f.version = v.version) AS programs
     FROM problem_versions v JOIN problems p ON p.id = v.problem_id WHERE v.problem_id = $1 AND v.version = $2`,
).rows<{
  title: string;
  difficulty: string;
  tags: string[];
  validator_flags: string[];
  judging: unknown;
  programs: unknown;
  languages: string[] | null;
}>();
const testsStatement = prepare(
  'tests_to_export',
  `SELECT t.ordinal, t.name, t.sample, t.input_hash, t.answer_hash, t.validator_flags, t.args
     FROM problem_tests t WHERE t.problem_id = $1 AND t.version = $2 ORDER BY t.ordinal`,
).rows<{ validator_flags: string[] | null; args: string[] | null }>();
const statementsStatement = prepare(
  'statements_to_export',
  `SELECT s.language, s.name, s.markdown, s.pdf FROM problem_statements s WHERE s.problem_id = $1 AND s.version = $2 ORDER BY s.ordinal`,
);
const filesStatement = prepare(
  'files_to_export',
  `SELECT f.name, f.kind, f.media_type, f.hash FROM problem_files f WHERE f.problem_id = $1 AND f.version = $2`,
).rows<{ kind: 'statement' | 'attachment' }>();
const materialStatement = prepare(
  'material_to_export',
  `SELECT f.path, f.hash FROM problem_materials f WHERE f.problem_id = $1 AND f.version = $2`,
);
const interactionsStatement = prepare(
  'interactions_to_export',
  `SELECT i.name, i.passes FROM problem_interactions i WHERE i.problem_id = $1 AND i.version = $2 ORDER BY i.ordinal`,
).rows<{ passes: { speaker: 'judge' | 'program'; text: string }[][] }>();
const shownStatement = prepare(
  'shown_to_export',
  `SELECT s.name, s.input, s.answer FROM problem_shown_samples s WHERE s.problem_id = $1 AND s.version = $2 ORDER BY s.ordinal`,
);
const blobStatement = prepare(
  'blob_to_export',
  'SELECT substring(b.bytes FROM $2::int FOR $3::int) AS part FROM blobs b WHERE b.hash = $1',
).rows<{ part: Buffer }>();

/** Where the bytes of a file are. */
type Stored = { readonly hash: string };

type ExportedProblem = { readonly name: string; readonly body: Readable };

/**
 * A version of a problem as a zip of format 2025-09, which is read as the same problem. Files are fetched one by one while the zip is being sent.
 * @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`, `package_unsupported` for points that 2025-09 cannot say
 */
export async function exportProblem(
  ctx: Ctx,
  input: { readonly slug: string; readonly version?: number | undefined },
): Promise<ExportedProblem> {
  const { id, slug, version } = await findOwnVersion(ctx, input);
  const files = writePackage(await storedPackage(ctx.db, id, version));
  const zip = new ZipFile();
  const body = Readable.from(zip.outputStream);
  for (const { path, content } of files) {
    const name = `${slug}/${path}`;
    if (typeof content === 'string') zip.addBuffer(Buffer.from(content), name, { mtime: EPOCH });
    else
      zip.addReadStreamLazy(name, { mtime: EPOCH }, (give) => {
        const bytes = Readable.from(partsOf(ctx.db, content));
        bytes.once('error', (error) => body.destroy(error));
        give(null, bytes);
      });
  }
  zip.end();
  return { name: `${slug}-${version}.zip`, body };
}

/** The same version is the same archive, whenever it is written. */
const EPOCH = new Date(2000, 0, 1);

/** What of a file is held at a time. It comes as hexadecimal digits, so that a whole test would be held three times, for each who exports one. */
const PART_BYTES = 4 * 1024 * 1024;

async function* partsOf(db: Db, { hash }: Stored): AsyncGenerator<Buffer> {
  for (let from = 1; ; from += PART_BYTES) {
    const [row] = await blobStatement(db.pool, [hash, from, PART_BYTES]);
    if (row === undefined) throw new Error(`a file of the package is not in the database: ${hash}`);
    yield row.part;
    if (row.part.length < PART_BYTES) return;
  }
}

async function bytesOf(db: Db, file: Stored): Promise<Buffer> {
  return buffer(partsOf(db, file));
}

/** What is stored of a version, as a package to be written. */
async function storedPackage(db: Db, id: string, version: number): Promise<WritablePackage<Stored>> {
  const on = [id, version] as const;
  const [row] = await versionStatement(db.pool, on);
  if (row === undefined) throw new Error('the version was found before');
  const { uuid, license, inputArgs, timeRule } = readStoredMaterial(row.material);
  const judging = readJudging(row.judging, row.programs) ?? PLAIN_JUDGING;
  const tests = await testsStatement(db.pool, on);
  const statements = await statementsStatement(db.pool, on);
  const program = await Promise.all(
    judging.files.map(async ({ name, hash }) => ({ name, content: (await bytesOf(db, { hash })).toString('utf8') })),
  );
  const flags = row.validator_flags;
  return {
    slug: row.slug,
    name: row.title,
    uuid,
    license,
    author: row.author,
    source: row.source,
    difficulty: difficulty.parse(row.difficulty),
    tags: row.tags,
    limits: {
      cpuMs: row.cpu_ms,
      memoryBytes: Number(row.memory_bytes),
      outputBytes: Number(row.output_bytes),
      codeBytes: row.code_bytes,
    },
    languages: row.languages,
    embargoUntil: row.embargo_until,
    hidesSamples: row.hides_samples,
    judging: {
      kind: judging.kind,
      interactive: judging.interactive,
      passes: judging.passes,
      groups: judging.groups.map(({ grader, ...group }) => (grader === undefined ? group : { ...group, grader })),
      include: judging.include ?? [],
      ...(judging.feedback && { feedback: judging.feedback }),
      ...(judging.function && { function: judging.function }),
      check:
        judging.program === null
          ? { kind: 'default', flags }
          : {
              kind: 'custom',
              flags,
              protocol: judging.program.protocol,
              program: { ...judging.program, files: program },
            },
    },
    tests: tests.map((test) => ({
      ordinal: test.ordinal,
      name: test.name,
      group: test.sample ? 'sample' : 'secret',
      input: { hash: test.input_hash },
      answer: { hash: test.answer_hash },
      validatorFlags: test.validator_flags,
      args: test.args,
    })),
    // Versions of before there were several have one text of their own.
    statements:
      statements.length > 0 || row.statement === ''
        ? statements
        : [{ language: 'en', name: null, markdown: row.statement, pdf: null }],
    files: (await filesStatement(db.pool, on)).map(({ name, kind, media_type: mediaType, hash }) => ({
      name,
      kind,
      mediaType,
      bytes: { hash },
    })),
    interactions: await interactionsStatement(db.pool, on),
    shownSamples: await shownStatement(db.pool, on),
    material: {
      files: (await materialStatement(db.pool, on)).map(({ path, hash }) => ({ path, bytes: { hash } })),
      inputArgs,
      timeRule,
    },
  };
}
