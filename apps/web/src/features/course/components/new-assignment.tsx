import { createCourseAssignment, type CourseDetail } from '@docket/contracts/http/course';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { slugOf } from '../../../lib/slug.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { fromLocalInput, toLocalInput } from '../../contest/contest-time.ts';
import { useForgetCourses } from '../api/queries.ts';

const DAY = 24 * 3_600_000;
const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** From now for a week; late work for three days, for less. */
function newDraft(now: number) {
  const at = (ms: number) => toLocalInput(new Date(ms).toISOString());
  return {
    title: '',
    startsAt: at(now),
    dueAt: at(now + 7 * DAY),
    weight: '1',
    lateDays: '3',
    latePercent: '20',
    leastPercent: '0',
    graceMinutes: '0',
  };
}

/** Homework, in which everybody on the roster takes part. Its problems are set on the pages of its contest. */
export function NewAssignment({ course }: { readonly course: CourseDetail }) {
  const navigate = useNavigate();
  const forget = useForgetCourses();
  const [initial] = useState(() => newDraft(serverClock.now()));
  const number = (text: string) => (text.trim() === '' ? undefined : Number(text));
  const form = useForm({
    initial,
    schema: createCourseAssignment.body,
    body: (draft) => ({
      title: draft.title,
      slug: slugOf(`${course.slug} ${draft.title}`).slice(0, 64),
      startsAt: fromLocalInput(draft.startsAt),
      dueAt: fromLocalInput(draft.dueAt),
      weight: number(draft.weight),
      late: {
        lateDays: draft.lateDays.trim() === '' ? null : Number(draft.lateDays),
        latePercent: number(draft.latePercent),
        leastPercent: number(draft.leastPercent),
        graceMinutes: number(draft.graceMinutes),
      },
    }),
    names: {
      'late.lateDays': 'lateDays',
      'late.latePercent': 'latePercent',
      'late.leastPercent': 'leastPercent',
      'late.graceMinutes': 'graceMinutes',
    },
    codes: { contest_slug_taken: ['title', 'Another assignment or contest is called so'] },
    send: (body) => docket.call(createCourseAssignment, { params: { id: course.slug }, body }),
    onDone: async ({ slug }) => {
      await forget();
      await navigate({ to: '/contests/$slug/jury/problems', params: { slug } });
    },
  });
  return (
    <section aria-labelledby="new" className="box grid gap-4 px-5 py-5">
      <h2 id="new" className="text-lg font-semibold">
        New assignment
      </h2>
      <form {...form.props} className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="Title" {...form.text('title')} className="sm:col-span-2" />
        <Field label="From" type="datetime-local" hint={`Your clock (${ZONE})`} {...form.text('startsAt')} />
        <Field label="Due" type="datetime-local" {...form.text('dueAt')} />
        <Field
          label="Days late at most"
          type="number"
          inputMode="numeric"
          hint="0: none. Left empty: for good"
          {...form.text('lateDays')}
          required={false}
        />
        <Field label="Percent off a day" type="number" inputMode="numeric" {...form.text('latePercent')} />
        <Field label="Percent left at least" type="number" inputMode="numeric" {...form.text('leastPercent')} />
        <Field label="Minutes of grace" type="number" inputMode="numeric" {...form.text('graceMinutes')} />
        <Field
          label="Weight in the total"
          type="number"
          step="any"
          inputMode="decimal"
          hint="0: does not count"
          {...form.text('weight')}
        />
        {form.failure !== null && (
          <div className="sm:col-span-full">
            <Failure error={form.failure} />
          </div>
        )}
        <div className="sm:col-span-full">
          <Button variant="primary" {...form.button}>
            Make the assignment
          </Button>
        </div>
      </form>
    </section>
  );
}
