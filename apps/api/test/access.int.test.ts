import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsLogin, roles, rolesNeeded, type Role } from '@docket/contracts/access';
import { listSessions } from '@docket/contracts/http/account';
import { logout } from '@docket/contracts/http/identity';
import type { RouteContract } from '@docket/contracts/http/route';
import { contracts } from '../src/areas.ts';
import {
  codeOf,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  type Answer,
  type TestApi,
  type TestUser,
} from './harness.ts';
import {
  apiTokenOf,
  contestOf,
  courseOf,
  deviceOf,
  heldBookingOf,
  heldTripOf,
  importedProblem,
  loginLinkOf,
  passkeyOf,
  paymentOf,
  postOf,
  runOf,
  studyListOf,
  submissionOf,
  withdrawalOf,
} from './things.ts';

let api: TestApi;
const people = new Map<Role, TestUser>();
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  for (const role of roles) people.set(role, await api.user(role));
});
afterAll(() => api.stop());

const NOBODY = '01890000-0000-7000-8000-000000000000';

/** What the parts of addresses stand for: an id for `:id` and `:slug`, or each by its own name. */
type Ids = string | Readonly<Record<string, string>>;

function call(contract: RouteContract, user: TestUser | undefined, ids: Ids = NOBODY): Promise<Answer> {
  const byName = typeof ids === 'string' ? { id: ids, ...(ids === NOBODY ? {} : { slug: ids }) } : ids;
  const path = contract.path
    .replaceAll(/:(\w+)/g, (part, name: string) => byName[name] ?? part)
    .replaceAll(/:\w+/g, 'nothing-of-this-name');
  return api.call(contract.method, path, {
    token: user?.token,
    ...(contract.example === undefined ? rawOf(contract) : { json: contract.example }),
  });
}

/** Bytes of a type that the route takes, so that it gets as far as asking whose the thing is. */
function rawOf({ bodyType }: RouteContract): { raw?: string; headers?: Record<string, string> } {
  const [type] = [bodyType ?? []].flat();
  return type === undefined ? {} : { raw: 'x', headers: { 'content-type': type } };
}

/** The code of a refusal; null for an answer. */
function refusalOf(answer: Answer): unknown {
  return answer.status < 400 ? null : codeOf(answer);
}

const named = (list: readonly RouteContract[]) => list.map((each) => [`${each.method} ${each.path}`, each] as const);

describe.each(named(contracts))('%s', (_, contract) => {
  test('refuses nobody and everybody as its contract says', async () => {
    const anonymous = refusalOf(await call(contract, undefined));
    if (needsLogin(contract.access)) expect(anonymous).toBe('unauthenticated');
    else expect(['unauthenticated', 'forbidden']).not.toContain(anonymous);
    const needed = rolesNeeded(contract.access);
    for (const role of roles) {
      // Whoever logs out is not to be met again.
      const user = contract === logout ? await api.user(role) : people.get(role);
      const code = refusalOf(await call(contract, user));
      if (needed === undefined || needed.includes(role))
        expect(['unauthenticated', 'forbidden'], `${role} got ${String(code)}`).not.toContain(code);
      else expect(code, `${role}`).toBe('forbidden');
    }
  });
});

/** Of each kind of thing that somebody owns: one of that user's. */
const THINGS: Readonly<Record<string, (owner: TestUser) => Promise<Ids>>> = {
  payment: async (owner) => ({
    ...(await paymentOf(api, owner)),
    tripId: (await paymentOf(api, owner, { kind: 'trip' })).subjectId,
  }),
  booking: (owner) => heldBookingOf(api, owner),
  trip: (owner) => heldTripOf(api, owner),
  submission: async (owner) => submissionOf(api, owner, await importedProblem(api, await api.user('setter'))),
  run: (owner) => runOf(api, owner),
  api_token: async (owner) => (await apiTokenOf(api, owner)).tokenId,
  passkey: async (owner) => (await passkeyOf(api, owner)).passkeyId,
  link: (owner) => loginLinkOf(api, owner),
  session: async (owner) => {
    const { body } = await api.call('GET', '/user/sessions', { token: owner.token });
    return listSessions.response.parse(body).data[0]?.sessionId ?? '';
  },
  problem: async (owner) => {
    const slug = await importedProblem(api, owner, { publish: 'later' });
    return { id: slug, slug, jobId: NOBODY };
  },
  // Of a contest, whose jury needs no role for it.
  rejudge: async (owner) => ({ id: (await contestOf(api, owner)).rejudgeId ?? '' }),
  withdrawal: (owner) => withdrawalOf(api, owner),
  contest: async (owner) => {
    return { ...(await contestOf(api, owner)), reportId: NOBODY, pairId: NOBODY };
  },
  course: (owner) => courseOf(api, owner),
  study_list: async (owner) => ({ id: await studyListOf(api, owner) }),
  post: async (owner) => ({ id: await postOf(api, owner) }),
  device: async (owner) => ({ deviceId: await deviceOf(api, owner) }),
};

const owned = contracts.flatMap((contract) =>
  typeof contract.access === 'object' && 'owner' in contract.access ? [{ ...contract, access: contract.access }] : [],
);

describe.each(owned.map((each) => [`${each.method} ${each.path}`, each] as const))(
  '%s, which is its owner’s,',
  (_, contract) => {
    const { owner: what, or = [] } = contract.access;
    const role: Role = rolesNeeded(contract.access)?.[0] ?? 'user';
    const make = async (owner: TestUser): Promise<Ids> => {
      const thing = await THINGS[what]?.(owner);
      if (thing === undefined) throw new Error(`say in THINGS how a ${what} is made`);
      return thing;
    };

    test('is there for its owner and not for another', async () => {
      const owner = await api.user(role);
      const id = await make(owner);
      expect(refusalOf(await call(contract, people.get(role), id))).toBe(`${what}_not_found`);
      expect(['unauthenticated', 'forbidden', `${what}_not_found`]).not.toContain(
        refusalOf(await call(contract, owner, id)),
      );
    });

    test('is there for those who may see any, and for no other role', async () => {
      const id = await make(await api.user(role));
      for (const other of roles) {
        const code = refusalOf(await call(contract, people.get(other), id));
        if (or.includes(other))
          expect(['unauthenticated', 'forbidden', `${what}_not_found`], `${other}`).not.toContain(code);
        else expect([`${what}_not_found`, 'forbidden'], `${other}`).toContain(code);
      }
    });
  },
);
