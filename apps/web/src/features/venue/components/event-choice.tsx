import { webhookEventType } from '@docket/contracts/outgoing/events';
import { useId } from 'react';
import { EVENT_WORDS } from '../webhook-words.ts';

type EventChoiceProps = {
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly string[]) => void;
};

/** Which events an endpoint is told: their names are what programs read, the words are for whoever chooses. */
export function EventChoice({ chosen, error, onChange }: EventChoiceProps) {
  const id = useId();
  return (
    <fieldset className="grid gap-1" aria-describedby={error === undefined ? undefined : id}>
      <legend className="mb-1 text-sm font-medium">Events</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {webhookEventType.options.map((type) => (
          <label key={type} className="flex min-h-11 min-w-0 items-center gap-3">
            <input
              type="checkbox"
              name="events"
              aria-invalid={error !== undefined}
              checked={chosen.includes(type)}
              onChange={({ currentTarget }) =>
                onChange(currentTarget.checked ? [...chosen, type] : chosen.filter((one) => one !== type))
              }
            />
            <span className="min-w-0 text-sm">
              {EVENT_WORDS[type]}
              <span className="block font-mono text-xs break-all text-muted">{type}</span>
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={id} className="text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
