import { createApiToken } from '@docket/contracts/http/api-token';
import type { RouteResponse } from '@docket/contracts/http/route';
import * as bookings from '@docket/contracts/http/booking';
import * as payments from '@docket/contracts/http/payment';
import * as hotels from '@docket/contracts/http/hotel';
import * as trips from '@docket/contracts/http/trip';
import * as rejudges from '@docket/contracts/http/rejudge';
import * as runs from '@docket/contracts/http/run';
import { createThread } from '@docket/contracts/http/discussion';
import { createStudyList } from '@docket/contracts/http/study-list';
import * as signIn from '@docket/contracts/http/sign-in';
import * as submissions from '@docket/contracts/http/submission';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import { holdBookings } from '@docket/domain/booking/hold';
import { inDays, makeHouse, type House } from '@docket/domain/hotel/fixtures';
import { holdTrip } from '@docket/domain/trip/hold';
import { fillContest, makeContest } from '@docket/domain/contest/fixtures';
import { setContestJury } from '@docket/domain/contest/jury/set';
import { registerForContest } from '@docket/domain/contest/people/register';
import { enrolled, makeAssignment, makeCourse } from '@docket/domain/course/fixtures';
import { setCourseStaff } from '@docket/domain/course/set-staff';
import { recordVerdict } from '@docket/domain/judge/record';
import { createPayment } from '@docket/domain/payment/create';
import { plain, PRICE, ScriptedProvider, Things } from '@docket/domain/payment/fixtures';
import { advancePayment } from '@docket/domain/payment/advance';
import { claimNext } from '@docket/domain/judge/tasks';
import { newId } from '@docket/runtime/id';
import { makeUser } from '@docket/testing/builders';
import { Authenticator } from '@docket/testing/authenticator';
import { makeShow } from '@docket/testing/catalog';
import { post } from '@docket/domain/ledger/post';
import { change } from '@docket/domain/spine/emit';
import { addPushDevice } from '@docket/contracts/http/push';
import { createWithdrawal } from '@docket/contracts/http/wallet';
import { uploadStatement } from '@docket/contracts/http/reconciliation';
import { camt053 } from '@docket/testing/camt053';
import { expectContract, newPushKey, uniqueName, VAPID_PUBLIC_KEY, type TestApi, type TestUser } from './harness.ts';
import { z } from 'zod';
import { packageZip } from './packages.ts';

/**
 * A contest that is a draft of a setter's, with an account in its jury. Its one problem has a submission, a question, a balloon and a print.
 * @returns ids as addresses name them
 */
export async function contestOf(api: TestApi, jury?: TestUser): Promise<Readonly<Record<string, string>>> {
  const contest = await makeContest(api.db, { draft: true });
  const things = await fillContest(api.db, contest);
  const usernames = [contest.jury.username, ...(jury === undefined ? [] : [jury.username])];
  await setContestJury({ ...api.ctx, actor: contest.jury }, { id: contest.id, usernames });
  return { id: contest.id, label: 'A', ...things };
}

/** A course that an account teaches, with a student and an assignment that is a draft. @returns ids as addresses name them */
export async function courseOf(api: TestApi, teacher: TestUser): Promise<Readonly<Record<string, string>>> {
  const course = await makeCourse(api.db);
  await enrolled(api.db, course, [await makeUser(api.db)]);
  const { assignmentId } = await makeAssignment(api.db, course, { draft: true });
  const staff = [course.teacher, teacher].map(({ username }) => ({ username, role: 'teacher' as const }));
  await setCourseStaff({ ...api.ctx, actor: course.teacher }, { id: course.id, staff });
  const { rows } = await api.db.pool.query<{ id: string }>('SELECT id FROM course_students WHERE course_id = $1', [
    course.id,
  ]);
  return { id: course.id, assignmentId, studentId: rows[0]?.id ?? '' };
}

/** A contest that runs and in which somebody takes part. @returns its id */
export async function openContestOf(api: TestApi, { userId, username }: TestUser): Promise<string> {
  const { id } = await makeContest(api.db);
  const actor = { kind: 'user', userId, username, role: 'user', sessionId: newId() } as const;
  await registerForContest({ ...api.ctx, actor }, { id, unofficial: false });
  return id;
}

/** Code that a test hands in. */
const code = { language: 'python3', code: 'print(1)' };

/** A problem that somebody imported over HTTP, published unless it says otherwise. @returns its slug */
export async function importedProblem(
  api: TestApi,
  setter: TestUser,
  { publish = 'checked' }: { readonly publish?: 'checked' | 'later' } = {},
): Promise<string> {
  const slug = uniqueName('problem');
  const answer = await api.call('POST', `/problems/import?publish=${publish}`, {
    token: setter.token,
    raw: packageZip({ slug }),
    headers: { 'content-type': 'application/zip' },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return slug;
}

export async function submissionOf(api: TestApi, user: TestUser, problemId: string): Promise<string> {
  const answer = await api.call('POST', '/submissions', { token: user.token, json: { ...code, problemId } });
  expectContract(answer, submissions.createSubmission);
  return submissions.createSubmission.response.parse(answer.body).submissionId;
}

export async function runOf(api: TestApi, user: TestUser): Promise<string> {
  const answer = await api.call('POST', '/runs', { token: user.token, json: { ...code, inputs: ['1'] } });
  expectContract(answer, runs.createRun);
  return runs.createRun.response.parse(answer.body).runId;
}

/** Ends whatever the judge has to do next with a verdict. */
async function judgeNext(api: TestApi, verdict: TestVerdict): Promise<void> {
  const next = await claimNext(api.ctx, { workerId: 'w', languages: ['python3'], leaseSeconds: 60 });
  if (next.outcome !== 'claimed' || !('submissionId' in next.task)) throw new Error('there is nothing to judge');
  const { task } = next;
  const numbers = { cpuMs: 1, memoryBytes: 1, testsDone: 0 };
  const event = {
    userId: task.userId,
    submissionId: task.submissionId,
    problemId: task.problemId,
    language: task.language,
    attempt: task.attempt,
    testsTotal: 0,
    status: verdict,
    reason: null,
    compileLog: null,
    tests: [],
    ...numbers,
  };
  await recordVerdict(
    api.ctx,
    task,
    { status: verdict, reason: null, compileLog: null, tests: [], ...numbers },
    { channel: `user:${task.userId}`, type: 'submission.updated', data: event },
  );
}

/** Whatever waits is not judged any more, so that what comes next is next. */
async function clearQueue(api: TestApi): Promise<void> {
  await api.db.pool.query(
    `UPDATE judge_tasks SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp() WHERE status <> 'ENDED'`,
  );
}

/** A problem of the setter's with a submission that was judged. */
export async function judgedProblem(api: TestApi, setter: TestUser): Promise<string> {
  const problemId = await importedProblem(api, setter);
  await clearQueue(api);
  await submissionOf(api, setter, problemId);
  await judgeNext(api, 'AC');
  return problemId;
}

/** A rejudge of the setter's that waits for the decision. */
export async function rejudgeOf(api: TestApi, setter: TestUser): Promise<string> {
  const problemId = await judgedProblem(api, setter);
  const answer = await api.call('POST', '/rejudges', { token: setter.token, json: { problemId } });
  expectContract(answer, rejudges.createRejudge);
  await judgeNext(api, 'WA');
  return rejudges.createRejudge.response.parse(answer.body).rejudgeId;
}

/** A booking that a worker has held. */
export async function heldBookingOf(api: TestApi, user: TestUser): Promise<string> {
  const { showId } = await makeShow(api.db);
  const answer = await api.call('POST', '/bookings', {
    token: user.token,
    json: { kind: 'seats', showId, seats: ['A1', 'A2'] },
  });
  expectContract(answer, bookings.createBooking);
  const { bookingId } = bookings.bookingReceipt.parse(answer.body);
  await holdBookings(api.ctx, { bookingIds: [bookingId] });
  return bookingId;
}

/** A quote of two nights in a house. @returns its id */
export async function quoteOf(api: TestApi, { token }: TestUser, house?: House): Promise<string> {
  const { planId } = house ?? (await makeHouse(api.db));
  const json = { planId, arrival: inDays(10), departure: inDays(12), adults: 2, childAges: [], rooms: 1 };
  const answer = await api.call('POST', '/hotels/quotes', { token, json });
  expectContract(answer, hotels.quoteStay);
  return hotels.quoteStay.response.parse(answer.body).quoteId;
}

/** As somebody orders it. */
export function orderOf(...quoteIds: readonly string[]) {
  return { parts: quoteIds.map((quoteId) => ({ kind: 'stay', quoteId })), guest: { name: 'Asha Rao' } };
}

/** A trip that a worker has held. @returns its id */
export async function heldTripOf(api: TestApi, user: TestUser): Promise<string> {
  const json = orderOf(await quoteOf(api, user));
  const answer = await api.call('POST', '/trips', { token: user.token, json });
  expectContract(answer, trips.createTrip);
  const { tripId } = trips.createTrip.response.parse(answer.body);
  await holdTrip(api.ctx, { tripId });
  return tripId;
}

/** What an api is started with that takes transfers to the house's account. */
export const TRANSFER_ACCOUNT = {
  TRANSFER_NAME: 'Docket Limited',
  TRANSFER_CURRENCY: 'INR',
  TRANSFER_ACCOUNT_NUMBER: '123456789012',
  TRANSFER_IFSC: 'SBIN0001234',
} as const;

/** A payment by transfer that somebody has begun. @returns its id and what is owed, minor units */
export async function transferOf(
  api: TestApi,
  user: TestUser,
): Promise<{ readonly paymentId: string; readonly amount: number }> {
  const bookingId = await heldBookingOf(api, user);
  const { body } = await api.call('GET', `/bookings/${bookingId}`, { token: user.token });
  const amount = bookings.getBooking.response.parse(body).priceMinor ?? 0;
  const wish = { bookingId, paymentMethod: 'bank_transfer', amount, currency: 'INR' };
  const answer = await api.call('POST', '/payment/', { token: user.token, json: wish });
  return { paymentId: payments.createPayment.response.parse(answer.body).paymentId, amount };
}

/** A line of the account's statement that nobody has recorded. */
export const statementLine = () => ({
  bookedOn: new Date().toISOString().slice(0, 10),
  bankReference: uniqueName('UTR'),
});

/** A refund of such a payment that waits for an admin. @returns its id */
export async function refundByHandOf(api: TestApi, admin: TestUser): Promise<string> {
  const { paymentId, amount } = await transferOf(api, await api.user());
  const arrived = { amount, currency: 'INR', ...statementLine() };
  await api.call('POST', `/payment/${paymentId}/arrived`, { token: admin.token, json: arrived });
  const { body } = await api.call('POST', '/payment/refund', { token: admin.token, json: { paymentId } });
  return payments.refundPayment.response.parse(body).refundId;
}

/** A show whose every seat somebody holds. @returns the booking that holds them */
export async function soldOutShow(
  api: TestApi,
): Promise<{ readonly showId: string; readonly release: () => Promise<void> }> {
  const { showId } = await makeShow(api.db, { rows: 1, seatsPerRow: 2 });
  const holder = await api.user();
  const answer = await api.call('POST', '/bookings', {
    token: holder.token,
    json: { kind: 'seats', showId, seats: ['A1', 'A2'] },
  });
  const { bookingId } = bookings.bookingReceipt.parse(answer.body);
  await holdBookings(api.ctx, { bookingIds: [bookingId] });
  return {
    showId,
    async release() {
      expectContract(
        await api.call('DELETE', `/bookings/${bookingId}`, { token: holder.token }),
        bookings.cancelBooking,
      );
    },
  };
}

/** What a withdrawal is asked for with. */
export const WITHDRAWAL = {
  amount: 100,
  currency: 'INR',
  destination: { type: 'vpa', vpa: 'ada@bank', name: 'Ada Lovelace' },
} as const;

/** Puts money into a user's wallet, minor units of INR. */
export async function fundWallet(api: TestApi, { userId }: TestUser, amount: number): Promise<void> {
  const amountMinor = BigInt(amount);
  await change(api.ctx, (tx) =>
    post(tx, [
      {
        kind: 'test.funded',
        subject: { kind: 'adjustment', id: newId() },
        entries: [
          { account: { role: 'bank', owner: 'house', currency: 'INR' }, side: 'debit', amountMinor },
          { account: { role: 'customer_wallet', owner: userId, currency: 'INR' }, side: 'credit', amountMinor },
        ],
      },
    ]),
  );
}

/** A withdrawal of a user's that waits. */
export async function withdrawalOf(api: TestApi, user: TestUser): Promise<string> {
  await fundWallet(api, user, 500);
  const answer = await api.call('POST', '/wallet/withdrawals', { token: user.token, json: WITHDRAWAL });
  expectContract(answer, createWithdrawal);
  return createWithdrawal.response.parse(answer.body).withdrawalId;
}

/** A payment that is under way, or has been captured and delivered, for a thing that is there only for it. */
export async function paymentOf(
  api: TestApi,
  { userId, username }: TestUser,
  { captured = false, kind = 'booking' }: { readonly captured?: boolean; readonly kind?: 'booking' | 'trip' } = {},
): Promise<{ readonly paymentId: string; readonly bookingId: string; readonly subjectId: string }> {
  const [provider, things, subjectId] = [new ScriptedProvider(), new Things(), newId()];
  const actor = { kind: 'user', userId, username, role: 'user', sessionId: newId() } as const;
  const wish = { kind, subjectId, method: 'card', amountMinor: PRICE, currency: 'INR' } as const;
  const { paymentId } = await createPayment({ ...api.ctx, actor }, wish, plain(provider), things);
  if (captured) {
    for (const reference of provider.charges.keys()) provider.tell(reference, { state: 'captured' });
    await advancePayment(api.ctx, { paymentId, by: 'callback' }, plain(provider), things);
  }
  return { paymentId, bookingId: subjectId, subjectId };
}

/** A browser that a user has turned on. @returns its id */
export async function deviceOf(api: TestApi, user: TestUser): Promise<string> {
  const answer = await api.call('POST', '/notifications/devices', { token: user.token, json: subscription() });
  expectContract(answer, addPushDevice);
  return addPushDevice.response.parse(answer.body).deviceId;
}

/** As a browser makes it. */
export function subscription() {
  const keys = { p256dh: newPushKey(), auth: 'BTBZMqHH6r4Tts7J_aSIgg' };
  return { endpoint: `https://push.example.net/${uniqueName()}`, keys, serverKey: VAPID_PUBLIC_KEY };
}

/** A break between the bank and the books: an entry of a statement that an admin uploads. @returns its id */
export async function breakOf(api: TestApi, { token }: TestUser): Promise<string> {
  const reference = newId();
  const bookedAt = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const taken = await api.call('POST', '/admin/statements', {
    token,
    raw: camt053([{ kind: 'payment', amountMinor: 700, reference, bookedAt }]),
    headers: { 'content-type': 'application/xml' },
  });
  expectContract(taken, uploadStatement);
  const { rows } = await api.db.pool.query<{ id: string }>(
    'SELECT b.id FROM reconciliation_breaks b JOIN bank_entries e ON e.id = b.entry_id WHERE e.reference_id = $1',
    [reference],
  );
  return rows[0]?.id ?? '';
}

/** Of what an api is started with that takes passkeys and has the address of the presets. */
export const HOME = { origin: 'http://localhost:3000', rpId: 'localhost' } as const;

/** A passkey that a user has added, with what answers for it. */
export async function passkeyOf(
  api: TestApi,
  { token }: Pick<TestUser, 'token'>,
): Promise<{ readonly passkeyId: string; readonly authenticator: Authenticator }> {
  const asked = await api.call('POST', '/user/passkeys/challenge', { token });
  expectContract(asked, signIn.askToAddPasskey);
  const { challengeId, options } = signIn.askToAddPasskey.response.parse(asked.body);
  const authenticator = new Authenticator(HOME);
  const response = authenticator.register(registrationOptions.parse(options));
  const answer = await api.call('POST', '/user/passkeys', {
    token,
    json: { challengeId, name: uniqueName('key'), response },
  });
  expectContract(answer, signIn.addPasskey);
  return { passkeyId: signIn.addPasskey.response.parse(answer.body).passkeyId, authenticator };
}

const registrationOptions = z.object({ challenge: z.string(), user: z.object({ id: z.string() }) });

/** A link of a user's to an account at a provider that is not set up here. @returns its id */
export async function loginLinkOf(api: TestApi, { userId }: TestUser): Promise<string> {
  const id = newId();
  await api.db.pool.query(
    `INSERT INTO login_links (id, user_id, issuer, subject) VALUES ($1, $2, 'https://id.example.org', $3)`,
    [id, userId, uniqueName('sub')],
  );
  return id;
}

/** A token for runs and submissions of that user's. */
export async function apiTokenOf(api: TestApi, user: TestUser): Promise<RouteResponse<typeof createApiToken>> {
  const scopes = ['submissions:read', 'submissions:write', 'runs:read', 'runs:write'];
  const json = { name: uniqueName('token'), scopes, password: user.password };
  const answer = await api.call('POST', '/api-tokens', { token: user.token, json });
  expectContract(answer, createApiToken);
  return createApiToken.response.parse(answer.body);
}

/** A study list of that user's own. @returns its id */
export async function studyListOf(api: TestApi, { token }: TestUser): Promise<string> {
  const answer = await api.call('POST', '/practice/lists', { token, json: { title: uniqueName('list') } });
  expectContract(answer, createStudyList);
  return createStudyList.response.parse(answer.body).listId;
}

/** A question of that user's about a problem. @returns the post's id */
export async function postOf(api: TestApi, { token }: TestUser): Promise<string> {
  const slug = await importedProblem(api, await api.user('setter'));
  const json = { kind: 'question', title: 'Why?', text: 'I do not see it.' };
  const answer = await api.call('POST', `/problems/${slug}/discussion`, { token, json });
  expectContract(answer, createThread);
  return createThread.response.parse(answer.body).postId;
}
