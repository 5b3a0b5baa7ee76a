import { cx } from '../../../lib/class-names.ts';
import { whenIn } from '../../../lib/zoned.ts';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import type { Decision } from '../door-state.ts';
import { REASONS } from '../reason-words.ts';

const LOOKS: Record<Decision['outcome'], { readonly box: string; readonly icon: IconName }> = {
  admitted: { box: 'border-ok bg-ok/12 text-ok', icon: 'check' },
  refused: { box: 'border-bad bg-bad/12 text-bad', icon: 'close' },
  unchecked: { box: 'border-limit bg-limit/12 text-limit', icon: 'alert' },
};

type ScanResultProps = { readonly decision: Decision | undefined; readonly timezone: string; readonly busy: boolean };

/** The last decision, legible at arm's length: colour, sign, word and reason. Read out as it changes. */
export function ScanResult({ decision, timezone, busy }: ScanResultProps) {
  return (
    <div role="status" aria-busy={busy || undefined} className="grid">
      {decision === undefined ? (
        <p className="grid min-h-44 place-items-center rounded-2xl border border-dashed border-edge p-5 text-center text-muted">
          Nothing scanned yet
        </p>
      ) : (
        <Shown key={decision.nonce} decision={decision} timezone={timezone} />
      )}
    </div>
  );
}

function Shown({ decision, timezone }: { readonly decision: Decision; readonly timezone: string }) {
  const look = LOOKS[decision.outcome];
  const { earlier } = decision;
  return (
    <div
      data-testid="scan-result"
      data-outcome={decision.outcome}
      data-reason={decision.reason ?? undefined}
      className={cx('grid min-h-44 content-center gap-2 rounded-2xl border-4 p-5', look.box)}
    >
      <p className="flex items-center gap-3 text-4xl font-extrabold tracking-tight">
        <Icon name={look.icon} className="size-12 animate-pop" strokeWidth="3" />
        {wordOf(decision)}
      </p>
      {decision.seat !== null && (
        <p className="text-ink">
          <span className="font-mono text-3xl font-bold">{decision.seat}</span> {decision.zone}
          {decision.holder !== null && <> · {decision.holder}</>}
        </p>
      )}
      <p className="text-ink">
        {textOf(decision)}
        {earlier !== null && (
          <>
            {' '}
            {whenIn(timezone, earlier.at)}
            {earlier.gate !== null && ` at ${earlier.gate}`}.
          </>
        )}
      </p>
    </div>
  );
}

function wordOf({ outcome, reason }: Decision): string {
  if (outcome === 'admitted') return 'Admitted';
  return outcome === 'unchecked' || reason === null ? 'Not checked' : REASONS[reason].word;
}

function textOf({ outcome, reason, offline }: Decision): string {
  if (outcome === 'unchecked') return 'There is no connection, and this cannot be checked without one.';
  if (outcome === 'admitted')
    return offline ? 'The ticket is genuine. There is no connection: whether it was used elsewhere shows later.' : '';
  return reason === null ? '' : REASONS[reason].text;
}
