import { giveMessagesUp, sendMessagesAgain, type MessageFigures } from '@docket/contracts/http/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { MESSAGES } from '../api/queries.ts';

type Name = MessageFigures['troubled'][number];
type Decision = 'again' | 'give up';

/** Dead messages by name: one cause usually kills many, and one decision is for all of them. */
export function MessageNames({ troubled }: { readonly troubled: readonly Name[] }) {
  const [asked, setAsked] = useState<{ readonly name: Name; readonly decision: Decision }>();
  if (troubled.length === 0) return null;
  return (
    <section aria-labelledby="by-name" className="grid gap-2">
      <h2 id="by-name" className="text-lg font-semibold">
        Dead by name
      </h2>
      <RowList>
        {troubled.map((each) => (
          <RowItem
            key={`${each.topic} ${each.name}`}
            data-testid="dead-name"
            className="items-center gap-x-5 sm:grid-cols-[1fr_auto]"
          >
            <p className="min-w-0">
              <span className="font-mono text-sm font-semibold break-all">{each.name}</span>{' '}
              <span className="text-sm text-muted">
                {plural(each.dead, each.topic)}
                {each.oldestDeadAt !== null && (
                  <>
                    , the first <Ago at={each.oldestDeadAt} />
                  </>
                )}
              </span>
            </p>
            <div className="flex flex-wrap gap-2">
              <Button size="small" onClick={() => setAsked({ name: each, decision: 'again' })}>
                Send all again
              </Button>
              <Button size="small" variant="danger" onClick={() => setAsked({ name: each, decision: 'give up' })}>
                Give all up
              </Button>
            </div>
          </RowItem>
        ))}
      </RowList>
      {asked !== undefined && <AllDialog {...asked} close={() => setAsked(undefined)} />}
    </section>
  );
}

function AllDialog({
  name,
  decision,
  close,
}: {
  readonly name: Name;
  readonly decision: Decision;
  readonly close: () => void;
}) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => {
      const body = { topic: name.topic, name: name.name };
      return decision === 'again' ? docket.call(sendMessagesAgain, { body }) : docket.call(giveMessagesUp, { body });
    },
    onSuccess: async () => {
      close();
      await queryClient.invalidateQueries({ queryKey: MESSAGES });
    },
  });
  const again = decision === 'again';
  return (
    <ConfirmDialog
      title={again ? `Send all dead ${name.name} again?` : `Give all dead ${name.name} up?`}
      action={again ? 'Send all again' : 'Give all up'}
      keep="Leave them here"
      danger={!again}
      busy={mutation.isPending}
      error={mutation.error}
      onConfirm={() => mutation.mutate()}
      onClose={close}
    >
      <p>
        {again
          ? `${plural(name.dead, 'message')} will be tried from the start. Those whose cause is still there will be back.`
          : `${plural(name.dead, 'message')} will never be carried out. What they were about stays as it is. The decision is logged with your name.`}
      </p>
    </ConfirmDialog>
  );
}
