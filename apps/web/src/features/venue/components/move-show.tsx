import { changeShow, type ShowDetail } from '@docket/contracts/http/show';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useForm } from '../../../lib/use-form.ts';
import { dateIn, offsetWords, timeIn } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { showQuery } from '../../catalog/api/queries.ts';
import { moveOf, readMove, wrongInMove } from '../show-move.ts';
import { FormDialog } from './form-dialog.tsx';

/** Moves a show that has not begun to another time in its hall. */
export function MoveShow({ show }: { readonly show: ShowDetail }) {
  const [open, setOpen] = useState(false);
  if (Date.parse(show.startsAt) <= serverClock.now()) return null;
  return (
    <>
      <Button className="min-h-11" onClick={() => setOpen(true)}>
        Move the show
      </Button>
      {open && (
        <FormDialog title="Move the show" onClose={() => setOpen(false)}>
          <MoveForm show={show} onClose={() => setOpen(false)} />
        </FormDialog>
      )}
    </>
  );
}

function MoveForm({ show, onClose }: { readonly show: ShowDetail; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { timezone, name } = show.city;
  const form = useForm({
    initial: {
      date: dateIn(timezone, show.startsAt),
      time: timeIn(timezone, show.startsAt),
      fold: '0',
      minutes: String(Math.round((Date.parse(show.endsAt) - Date.parse(show.startsAt)) / 60_000)),
    },
    schema: changeShow.body,
    names: { startsAt: 'time' },
    body: (draft) => moveOf(draft, timezone),
    check: (draft) => wrongInMove(draft, timezone),
    send: (body) => docket.call(changeShow, { params: { id: show.showId }, body }),
    onDone: async (changed) => {
      queryClient.setQueryData(showQuery(show.showId).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: ['shows'] });
      onClose();
    },
  });
  const { draft, set } = form;
  const read = readMove(draft, timezone);
  return (
    <form {...form.props} className="grid gap-4">
      <p className="text-muted">
        Bookings and tickets stay valid. Everybody who has seats, or is waiting for some, is told. Buyers may give their
        seats back until the show begins.
      </p>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label="Day" type="date" {...form.text('date')} />
        <Field label="Time" type="time" hint={`Local time in ${name}`} {...form.text('time')} />
        <Field label="Minutes in the hall" type="number" inputMode="numeric" {...form.text('minutes')} />
      </div>
      {read?.kind === 'twice' && (
        <Select
          label="The clocks are put back over this time, so it comes twice"
          value={draft.fold}
          onChange={(fold) => set({ fold })}
          options={[
            { value: '0', label: `The first time, ${offsetWords(read.first.offset)}` },
            { value: '1', label: `The second time, ${offsetWords(read.second.offset)}` },
          ]}
        />
      )}
      {form.failure !== null && <Failure error={form.failure} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button variant="primary" {...form.button}>
          Move it
        </Button>
      </div>
    </form>
  );
}
