import { cx } from '../../../lib/class-names.ts';

const CELLS = ['3 ms', '3 ms', '4 ms', '11 ms', '12 ms', '38 ms', '41 ms', '96 ms', '97 ms', '142 ms', '', ''] as const;

/** A picture of what a judging looks like; decoration, the words beside it say the same. */
export function SampleSlip() {
  return (
    <div aria-hidden="true" className="relative mx-auto w-full max-w-md select-none">
      <div className="absolute inset-x-6 -top-3 h-20 rounded-2xl border border-line bg-sunken" />
      <div className="relative rounded-2xl border border-line bg-card shadow-[0_18px_40px_-24px_rgb(0_0_0/0.35)]">
        <div className="flex items-center justify-between px-6 pt-5 pb-4">
          <div>
            <p className="caption">No. 2417</p>
            <p className="text-lg font-semibold">Shortest detour</p>
          </div>
          <span className="stamp px-3 py-2.5 text-2xl text-ok">AC</span>
        </div>
        <div className="notched-flat relative border-t-2 border-dashed border-edge/70 px-6 pt-5 pb-6">
          <div className="grid grid-cols-4 gap-1.5">
            {CELLS.map((time, index) => (
              <span
                key={index}
                className={cx(
                  'grid min-h-12 content-center rounded-md border px-2 font-mono leading-tight',
                  time === '' ? 'border-dashed border-edge/60' : 'border-current bg-current/8 text-ok',
                  time === '' && index === 10 && 'animate-pulse-soft border-solid border-mark',
                )}
              >
                <span className="text-sm font-bold">{time === '' ? ' ' : 'AC'}</span>
                <span className="text-[0.6875rem] text-muted">{time === '' ? ' ' : time}</span>
              </span>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
