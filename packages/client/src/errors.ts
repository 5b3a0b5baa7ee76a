import type { ErrorCode, ProblemDetails } from '@docket/contracts/errors';

/** Codes that arise on this side: no answer came at all, or one that is no problem+json. */
export type ClientErrorCode = 'network' | 'bad_response';

type ErrorInit = {
  readonly code: ErrorCode | ClientErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId?: string | undefined;
  readonly fields?: readonly { path: string; message: string }[] | undefined;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
};

/**
 * A request that did not succeed. `code` is one of the contract's stable codes, or `network` (status 0) when
 * nobody answered, or not in time. A newer server may send codes that are not in the type. `fields` names what was wrong by path (`body.email`); `retryAfter` is in seconds.
 */
export class DocketApiError extends Error {
  readonly code: ErrorCode | ClientErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly fields: readonly { path: string; message: string }[];
  readonly retryAfter: number | undefined;

  constructor(init: ErrorInit) {
    super(init.detail, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'DocketApiError';
    this.code = init.code;
    this.status = init.status;
    this.title = init.title;
    this.detail = init.detail;
    this.requestId = init.requestId;
    this.fields = init.fields ?? [];
    this.retryAfter = init.retryAfter;
  }

  /** What is wrong with one field of the body, query or parameters; undefined when nothing is. */
  fieldMessage(path: string): string | undefined {
    return this.fields.find((field) => field.path === path)?.message;
  }

  /** Would the same request have a chance a little later? */
  get transient(): boolean {
    return this.code === 'network' || this.status === 429 || this.status >= 500;
  }
}

/** Wraps a failure of `fetch` itself, or the want of an answer within `waitedMs`. */
export function networkError(cause: unknown, waitedMs?: number): DocketApiError {
  const what =
    waitedMs === undefined
      ? 'The server could not be reached.'
      : `The server did not answer within ${Math.round(waitedMs / 100) / 10} s.`;
  return new DocketApiError({
    code: 'network',
    status: 0,
    title: waitedMs === undefined ? 'No connection' : 'No answer in time',
    detail: `${what} Check the connection and try again.`,
    cause,
  });
}

/**
 * Reads a refusal. Anything that is not our problem+json (a proxy's HTML page, an empty body) becomes
 * `bad_response`, or `unavailable` for 502 to 504, so callers always hold the same kind of error.
 */
export async function errorFromResponse(response: Response): Promise<DocketApiError> {
  const headerWait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(headerWait) ? headerWait : undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) {
    return new DocketApiError({
      code: body.code,
      status: response.status,
      title: body.title,
      detail: body.detail,
      requestId: body.requestId,
      fields: body.errors,
      retryAfter: body.retryAfter ?? retryAfter,
    });
  }
  const away = response.status >= 502 && response.status <= 504;
  return new DocketApiError({
    code: away ? 'unavailable' : 'bad_response',
    status: response.status,
    title: away ? 'Not available' : 'Unexpected answer',
    detail: `The server answered ${response.status} without saying why.`,
    retryAfter,
  });
}

/** A code that is not known here is a newer server's, and told as it is: its text is for people in any case. */
function isProblem(body: unknown): body is ProblemDetails {
  if (typeof body !== 'object' || body === null) return false;
  const { code, detail } = body as Partial<Record<keyof ProblemDetails, unknown>>;
  return typeof detail === 'string' && typeof code === 'string' && /^[a-z][a-z0-9_]*$/.test(code);
}
