import type { RegistrationKind } from '@docket/contracts/contest/settings';
import type { ContestDetail } from '@docket/contracts/http/contest';
import type { PathErrors } from '../../lib/form-errors.ts';
import { slugOf } from '../../lib/slug.ts';
import { fromLocalInput, toLocalInput } from './contest-time.ts';
import { optionFields } from './format-options.ts';

/** A contest as it is typed. Times are those of this device's clock. */
export type ContestDraft = {
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly format: string;
  /** By name, as they stand in their inputs. */
  readonly options: Readonly<Record<string, string>>;
  /** Where it is held; empty: nowhere in particular. */
  readonly timeZone: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly freezesAt: string;
  readonly durationMinutes: string;
  readonly registration: RegistrationKind;
  readonly invitationCode: string;
  readonly teamSize: string;
  readonly rated: boolean;
  readonly virtual: boolean;
  readonly upsolving: ContestDetail['upsolving'];
  readonly languages: string;
  /** One a line. */
  readonly cannedAnswers: string;
};

/** Tomorrow for five hours, frozen for the last one, as most of them are. */
export function newDraft(now: number): ContestDraft {
  const hour = 3_600_000;
  const start = Math.ceil(now / hour) * hour + 24 * hour;
  const at = (ms: number) => toLocalInput(new Date(ms).toISOString());
  return {
    title: '',
    slug: '',
    description: '',
    format: 'icpc',
    options: {},
    timeZone: '',
    startsAt: at(start),
    endsAt: at(start + 5 * hour),
    freezesAt: at(start + 4 * hour),
    durationMinutes: '',
    registration: 'open',
    invitationCode: '',
    teamSize: '1',
    rated: false,
    virtual: true,
    upsolving: 'participants',
    languages: '',
    cannedAnswers: 'No comment.\nRead the problem statement.',
  };
}

export function draftOf(contest: ContestDetail): ContestDraft {
  return {
    title: contest.title,
    slug: contest.slug,
    description: contest.description,
    format: contest.format,
    options: Object.fromEntries(
      Object.entries(contest.options).map(([name, value]) => [name, value === null ? '' : String(value)]),
    ),
    timeZone: contest.timeZone ?? '',
    startsAt: toLocalInput(contest.startsAt),
    endsAt: toLocalInput(contest.endsAt),
    freezesAt: toLocalInput(contest.freezesAt),
    durationMinutes: contest.durationMinutes === null ? '' : String(contest.durationMinutes),
    registration: contest.registration,
    invitationCode: contest.jury?.invitationCode ?? '',
    teamSize: String(contest.teamSize),
    rated: contest.rated,
    virtual: contest.virtual,
    upsolving: contest.upsolving,
    languages: contest.languages?.join(', ') ?? '',
    cannedAnswers: contest.jury?.cannedAnswers.join('\n') ?? '',
  };
}

const numberOf = (text: string) => (text.trim() === '' ? undefined : Number(text));
const listOf = (text: string, by: RegExp) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What is sent for a draft, right or wrong. */
export function contestOf(draft: ContestDraft) {
  const languages = listOf(draft.languages, /[\s,]+/);
  return {
    title: draft.title,
    slug: draft.slug.trim() === '' ? slugOf(draft.title) : draft.slug.trim(),
    description: draft.description,
    format: draft.format,
    options: Object.fromEntries(
      optionFields(draft.format).flatMap((field) => {
        const text = draft.options[field.name] ?? '';
        if (text === '' && field.kind !== 'nullable') return [];
        return [[field.name, field.read(text)]];
      }),
    ),
    timeZone: draft.timeZone === '' ? null : draft.timeZone,
    startsAt: fromLocalInput(draft.startsAt),
    endsAt: fromLocalInput(draft.endsAt),
    freezesAt: draft.freezesAt === '' ? null : fromLocalInput(draft.freezesAt),
    durationMinutes: numberOf(draft.durationMinutes) ?? null,
    registration: draft.registration,
    invitationCode: draft.registration === 'invitation' ? draft.invitationCode : null,
    teamSize: numberOf(draft.teamSize),
    rated: draft.rated,
    virtual: draft.virtual,
    upsolving: draft.upsolving,
    languages: languages.length === 0 ? null : languages,
    cannedAnswers: listOf(draft.cannedAnswers, /\n/),
  };
}

/** Only what was changed: once a contest has begun, some of it may not be sent at all, not even as it is. */
export function changesOf(draft: ContestDraft, before: ContestDraft): Partial<ReturnType<typeof contestOf>> {
  const [now, then] = [contestOf(draft), contestOf(before)];
  return Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(then[name as keyof typeof then]),
    ),
  );
}

/** Times that do not follow each other, beside the field that is to be changed. */
export function wrongTimes(draft: ContestDraft): PathErrors {
  const [start, end, freeze] = [draft.startsAt, draft.endsAt, draft.freezesAt].map((text) => new Date(text).getTime());
  return {
    ...(end !== undefined && start !== undefined && end <= start
      ? { endsAt: 'A contest ends after it has started' }
      : {}),
    ...(draft.freezesAt !== '' &&
    freeze !== undefined &&
    start !== undefined &&
    end !== undefined &&
    (freeze < start || freeze > end)
      ? { freezesAt: 'Freeze between start and end' }
      : {}),
    ...(draft.registration === 'invitation' && draft.invitationCode.trim() === ''
      ? { invitationCode: 'Choose a code' }
      : {}),
  };
}
