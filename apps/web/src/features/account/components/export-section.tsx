import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/states.tsx';
import { useExport } from '../api/queries.ts';
import { Section } from './section.tsx';

export function ExportSection() {
  const save = useExport();
  return (
    <Section
      title="Your data"
      hint="Everything we keep about you, as JSON files in a zip: account, logins, passkeys, submissions with their code, runs, bookings, tickets, payments, wallet, withdrawals, notifications and places in waiting lists."
    >
      {save.error !== null && <Failure error={save.error} />}
      <Button className="justify-self-start" busy={save.isPending} onClick={() => save.mutate()}>
        Download your data
      </Button>
    </Section>
  );
}
