import { putPoster, removePoster, type TitleDetail } from '@docket/contracts/http/title';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatBytes } from '../../../lib/format.ts';
import { shrinkToPoster } from '../../../lib/shrink-image.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button, buttonClass, Spinner } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { Poster } from '../../catalog/components/poster.tsx';
import { DocketApiError } from '@docket/client/errors';

/** The poster of a title: another one, or none. An image is made small here, before it is sent. */
export function PosterField({ title }: { readonly title: TitleDetail }) {
  const id = useId();
  const queryClient = useQueryClient();
  const params = { slug: title.slug };
  const forget = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['catalog'] }),
      queryClient.invalidateQueries({ queryKey: ['shows'] }),
    ]);
  const put = useAct({
    act: async (file: File) => {
      const body = await shrinkToPoster(file);
      await docket.call(putPoster, { params, body });
      return body.size;
    },
    onSuccess: forget,
  });
  const remove = useAct({ act: () => docket.call(removePoster, { params }), onSuccess: forget });
  const error = put.error ?? remove.error;
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-4">
      <Poster title={title} className="w-24" />
      <div className="grid content-start gap-2">
        <p className="text-sm text-muted">
          {title.poster == null ? 'Drawn from the name. ' : ''}An image is cut to two by three from its middle.
        </p>
        <div className="flex flex-wrap gap-2">
          <label
            htmlFor={id}
            className={buttonClass(
              'secondary',
              'small',
              'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-primary',
            )}
          >
            {put.isPending ? <Spinner /> : <Icon name="upload" />} Choose an image
            <input
              id={id}
              type="file"
              accept="image/png,image/jpeg,image/webp"
              className="sr-only"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file !== undefined && !put.isPending) put.mutate(file);
              }}
            />
          </label>
          {title.poster != null && (
            <Button size="small" busy={remove.isPending} onClick={() => remove.mutate()}>
              Remove it
            </Button>
          )}
        </div>
        {put.data !== undefined && error === null && (
          <p role="status" className="text-sm text-ok">
            Saved, {formatBytes(put.data)}
          </p>
        )}
        {error !== null &&
          (error instanceof DocketApiError ? (
            <Failure error={error} />
          ) : (
            <Notice tone="bad" role="alert">
              <p>{error.message}</p>
            </Notice>
          ))}
      </div>
    </div>
  );
}
