import * as contract from '@docket/contracts/http/reconciliation';
import { assignBreak, closeBreak, commentBreak } from '@docket/domain/reconciliation/decide-break';
import { getBreak } from '@docket/domain/reconciliation/get-break';
import { breakFigures, listBreaks } from '@docket/domain/reconciliation/list-breaks';
import { listStatements } from '@docket/domain/reconciliation/list-statements';
import { wantStatements } from '@docket/domain/reconciliation/schedule';
import { previewStatement, uploadStatement } from '@docket/domain/reconciliation/upload';
import type { Mount } from '../http/mount.ts';

export function mountReconciliation(mount: Mount): void {
  mount(contract.listBreaks, ({ ctx, query }) => listBreaks(ctx, query));
  mount(contract.getBreakFigures, ({ ctx }) => breakFigures(ctx));
  mount(contract.getBreak, ({ ctx, params }) => getBreak(ctx, params));
  mount(contract.assignBreak, ({ ctx, params, body }) => assignBreak(ctx, { ...params, ...body }));
  mount(
    contract.commentBreak,
    ({ ctx, params, body, idempotencyKey, onReplay }) =>
      commentBreak(ctx, { ...params, ...body, idempotencyKey, onReplay }),
    { key: 'verb' },
  );
  mount(contract.closeBreak, ({ ctx, params, body }) => closeBreak(ctx, { ...params, ...body }));
  mount(contract.listStatements, ({ ctx, query }) => listStatements(ctx, query));
  mount(contract.previewStatement, ({ ctx, query, bytes }) => previewStatement(ctx, { ...query, bytes }));
  mount(contract.uploadStatement, ({ ctx, query, bytes }) => uploadStatement(ctx, { ...query, bytes }));
  mount(contract.fetchStatements, ({ ctx, query }) => wantStatements(ctx, query));
}
