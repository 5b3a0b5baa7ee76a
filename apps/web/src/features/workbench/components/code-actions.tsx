import { Link, useLocation } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { shortcut } from '../../../ui/kbd.tsx';
import { useSession } from '../../../lib/session.ts';

type CodeActionsProps = {
  /** The code is over the limit: neither way is open. */
  readonly tooLong: boolean;
  readonly running: boolean;
  readonly onRun: () => void;
  readonly submitting: boolean;
  readonly onSubmit: () => void;
  /** Shares the width evenly, as at the foot of a phone's screen. */
  readonly wide: boolean;
};

/** The two ways on from the editor: try the code, or hand it in. */
export function CodeActions({ tooLong, running, onRun, submitting, onSubmit, wide }: CodeActionsProps) {
  const loggedIn = useSession() !== undefined;
  const here = useLocation({ select: (location) => location.href });
  if (!loggedIn) {
    return (
      <Link to="/login" search={{ next: here }} className={buttonClass('primary', 'normal', wide ? 'w-full' : '')}>
        Log in to submit
      </Link>
    );
  }
  return (
    <div className={cx('gap-1.5', wide ? 'grid grid-cols-2' : 'flex')}>
      <Button
        busy={running}
        disabled={tooLong}
        onClick={onRun}
        className="px-3"
        aria-keyshortcuts="Control+' Meta+'"
        title={`Try it on the samples and your own input (${shortcut("'")})`}
      >
        {!running && <Icon name="play" />} Run
      </Button>
      <Button
        variant="primary"
        className="px-4"
        busy={submitting}
        disabled={tooLong}
        onClick={onSubmit}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        title={`Hand it in to be judged (${shortcut('Enter')})`}
      >
        Submit
      </Button>
    </div>
  );
}
