import { DocketError } from '@docket/contracts/errors';
import * as contract from '@docket/contracts/http/judge0';
import { JUDGE0_BATCH_MAX, JUDGE0_LIMITS } from '@docket/contracts/judge0-limits';
import { askForCallback, checkCallback } from '@docket/domain/callback/ask';
import { listLanguages } from '@docket/domain/judge/language/list-languages';
import { readCapacity } from '@docket/domain/judge/queue/capacity';
import { CALLS_AT_MOST } from '@docket/domain/callback/schedule';
import { createJudge0Submission } from '@docket/domain/judge0/create';
import { deleteJudge0Submission } from '@docket/domain/judge0/delete';
import { getJudge0Submission, getJudge0Submissions, listJudge0Submissions } from '@docket/domain/judge0/get';
import { judge0Languages } from '@docket/domain/judge0/languages';
import { STATUSES } from '@docket/domain/judge0/statuses';
import { readTold } from '@docket/domain/judge0/told';
import { CALL_PATIENCE_SECONDS } from '@docket/domain/outgoing-webhooks/schedule';
import { requireUser, type CtxWith } from '@docket/domain/spine/ctx';
import type { Keyed } from '@docket/domain/spine/idempotency';
import type { ApiSettings } from '@docket/runtime/settings/services';
import { fieldsOf } from '../http/judge0-error.ts';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { parseAs, parseIdempotencyKey } from '../http/validate.ts';
import type { Waits } from '../waits.ts';
import { oneByOne } from './one-by-one.ts';

/** A batch may wait as a whole; with it nothing else of the same user. */
const RUNS_WAITING_PER_USER = JUDGE0_BATCH_MAX;

type Needs = {
  readonly throttle: Throttle;
  readonly waits: Waits;
  readonly config: Pick<ApiSettings, 'QUEUE_DEPTH_LIMIT'>;
};

/** What Judge0's clients ask before they begin. */
const ABOUT = {
  version: '1.13.1',
  implementation: 'Docket',
  homepage: '/docs',
  source_code: '/docs',
  maintainer: 'Docket',
};

export function mountJudge0(mount: Mount, { throttle, waits, config }: Needs): void {
  const limits = { depthLimit: config.QUEUE_DEPTH_LIMIT, userDepthLimit: RUNS_WAITING_PER_USER };

  async function take(
    ctx: CtxWith<ApiSettings>,
    asked: contract.Judge0Asked,
    encoded: boolean,
    keyed: Keyed,
  ): Promise<{ readonly token: string }> {
    await throttle.submission(requireUser(ctx).userId);
    const to = checkCallback(ctx, asked.callback_url ?? undefined);
    const created = await createJudge0Submission(ctx, { asked, encoded, ...keyed, ...limits });
    await askForCallback(ctx, to, { id: created.token, kind: 'judge0' });
    return created;
  }

  mount(
    contract.createJudge0Submission,
    async ({ ctx, body, query, idempotencyKey, onReplay, request }) => {
      const told = readTold(query);
      const wait = query.wait === 'true' ? await waits.open(requireUser(ctx).userId) : undefined;
      try {
        const { token } = await take(ctx, body, told.encoded, { idempotencyKey, onReplay });
        if (query.wait !== 'true') return { token };
        // Where it has not ended in time, this says how far it is.
        await wait?.until(token, request);
        return await getJudge0Submission(ctx, token, told);
      } finally {
        wait?.close();
      }
    },
    { key: 'verb' },
  );

  mount(contract.createJudge0Submissions, async ({ ctx, body, query, request }) => {
    const { encoded } = readTold(query);
    const key = parseIdempotencyKey(request.headers['idempotency-key']);
    const answers = await oneByOne(body.submissions, key, (part, idempotencyKey) =>
      take(ctx, readAsked(part), encoded, { idempotencyKey }),
    );
    return answers.map((answer) =>
      answer instanceof DocketError ? (fieldsOf(answer) ?? { error: [answer.message] }) : answer,
    );
  });

  mount(contract.getJudge0Submissions, async ({ ctx, query }) => {
    const tokens = query.tokens.split(',').filter((token) => token.trim() !== '');
    if (tokens.length === 0)
      throw new DocketError('invalid_request', 'there should be at least one submission in a batch');
    if (tokens.length > JUDGE0_BATCH_MAX)
      throw new DocketError(
        'invalid_request',
        `number of submissions in a batch should be less than or equal to ${JUDGE0_BATCH_MAX}`,
      );
    return { submissions: await getJudge0Submissions(ctx, tokens, readTold(query)) };
  });
  mount(contract.getJudge0Submission, ({ ctx, params, query }) =>
    getJudge0Submission(ctx, params.token, readTold(query)),
  );
  // Judge0 answers in base64 here whatever was asked: what is gone cannot be read again.
  mount(contract.deleteJudge0Submission, ({ ctx, params, query }) =>
    deleteJudge0Submission(ctx, params.token, { ...readTold(query), encoded: true }),
  );
  mount(contract.listJudge0Submissions, async ({ ctx, query }) => {
    const { page } = query;
    // As many as may be asked for by their tokens: each may be large.
    const perPage = Math.min(query.per_page, JUDGE0_BATCH_MAX);
    const { submissions, total } = await listJudge0Submissions(ctx, { page, perPage }, readTold(query));
    const pages = Math.ceil(total / perPage);
    return {
      submissions,
      meta: {
        current_page: page,
        next_page: page < pages ? page + 1 : null,
        prev_page: page > 1 ? page - 1 : null,
        total_pages: pages,
        total_count: total,
      },
    };
  });

  mount(contract.listJudge0Languages, async ({ ctx }) =>
    judge0Languages(await listLanguages(ctx)).map(({ id, name }) => ({ id, name })),
  );
  mount(contract.listAllJudge0Languages, async ({ ctx }) =>
    judge0Languages(await listLanguages(ctx)).map(({ id, name }) => ({ id, name, is_archived: false })),
  );
  mount(contract.getJudge0Language, async ({ ctx, params }) => {
    const language = judge0Languages(await listLanguages(ctx)).find(({ id }) => String(id) === params.id);
    if (language === undefined) throw new DocketError('language_not_found', `There is no language ${params.id} here.`);
    return { id: language.id, name: language.name, is_archived: false, source_file: null };
  });
  mount(contract.listJudge0Statuses, async () =>
    Object.entries(STATUSES).map(([id, description]) => ({ id: Number(id), description })),
  );
  mount(contract.getJudge0About, async () => ABOUT);
  mount(contract.getJudge0Config, async () => configInfo(config));
  // The token was looked at before either is called.
  mount(contract.authenticateJudge0, async () => ({ good: true as const }));
  mount(contract.authorizeJudge0, async () => ({ good: true as const }));
  mount(contract.getJudge0System, async ({ ctx }) => ({
    Architecture: process.arch,
    'Judging slots': String((await readCapacity(ctx)).slots),
  }));
}

/** A part of a batch, which is wrong by itself and leaves the others be. */
function readAsked(part: unknown): contract.Judge0Asked {
  return parseAs(contract.judge0Asked, 'body', part);
}

function configInfo({ QUEUE_DEPTH_LIMIT }: Pick<ApiSettings, 'QUEUE_DEPTH_LIMIT'>) {
  const figures = Object.entries(JUDGE0_LIMITS).flatMap(([name, { usual, most }]) => [
    [name, usual],
    [`max_${name}`, most],
  ]);
  return {
    ...Object.fromEntries(figures),
    maintenance_mode: false,
    enable_wait_result: true,
    enable_compiler_options: false,
    allowed_languages_for_compile_options: [],
    enable_command_line_arguments: true,
    enable_submission_delete: true,
    enable_callbacks: true,
    callbacks_max_tries: CALLS_AT_MOST,
    callbacks_timeout: CALL_PATIENCE_SECONDS,
    enable_additional_files: false,
    max_extract_size: 0,
    enable_batched_submissions: true,
    max_submission_batch_size: JUDGE0_BATCH_MAX,
    max_queue_size: QUEUE_DEPTH_LIMIT,
    enable_per_process_and_thread_time_limit: false,
    allow_enable_per_process_and_thread_time_limit: true,
    enable_per_process_and_thread_memory_limit: false,
    allow_enable_per_process_and_thread_memory_limit: true,
    enable_network: false,
    allow_enable_network: false,
    redirect_stderr_to_stdout: false,
    submission_cache_duration: 0,
    use_docs_as_homepage: false,
  };
}
