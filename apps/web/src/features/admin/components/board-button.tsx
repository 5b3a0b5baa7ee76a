import { openQueueBoard } from '@docket/contracts/http/queue';
import { useMutation } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Failure } from '../../../ui/states.tsx';

/** To the pages of bull-board, which know a browser by a cookie that is fetched first. */
export function BoardButton() {
  const open = useMutation({
    mutationFn: () => docket.call(openQueueBoard, { cookies: true }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <div className="grid justify-items-end gap-2">
      <Button busy={open.isPending} onClick={() => open.mutate()}>
        {!open.isPending && <Icon name="stack" />} Jobs in bull-board
      </Button>
      {open.isError && <Failure error={open.error} />}
    </div>
  );
}
