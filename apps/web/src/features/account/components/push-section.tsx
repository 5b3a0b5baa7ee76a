import type { PushDevice } from '@docket/contracts/http/push';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { pushAbility, PushRefused } from '../../../lib/push.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { devicesQuery, useTurnOff, useTurnOn } from '../api/push.ts';
import { deviceOf } from '@docket/contracts/text/device';
import { Section } from './section.tsx';

/** Devices that show notifications while the app is closed. */
export function PushSection() {
  const devices = useQuery(devicesQuery());
  const off = useTurnOff();
  return (
    <Section title="What your devices show" hint="Also while Docket is closed, until you log out there.">
      {devices.isPending && <Loading label="Loading devices" lines={2} />}
      {devices.isError && <Failure error={devices.error} retry={() => void devices.refetch()} />}
      {devices.data !== undefined && (
        <>
          <ThisDevice serverKey={devices.data.serverKey} on={devices.data.here !== undefined} />
          {devices.data.devices.length > 0 && (
            <ul aria-label="Devices" className="grid divide-y divide-line">
              {devices.data.devices.map((device) => (
                <DeviceRow
                  key={device.deviceId}
                  device={device}
                  here={device.deviceId === devices.data.here}
                  busy={off.isPending && off.variables.device.deviceId === device.deviceId}
                  turnOff={(here) => off.mutate({ device, here })}
                />
              ))}
            </ul>
          )}
          {off.error !== null && <Failure error={off.error} />}
        </>
      )}
    </Section>
  );
}

function ThisDevice({ serverKey, on }: { readonly serverKey: string | null; readonly on: boolean }) {
  const turnOn = useTurnOn();
  if (on) return null;
  if (serverKey === null) return <Words>This installation sends nothing to devices.</Words>;
  const ability = pushAbility();
  switch (ability) {
    case 'unsupported':
      return (
        <Words>
          This browser cannot show notifications while the page is closed. On an iPhone or iPad, put Docket on the home
          screen and open it from there.
        </Words>
      );
    case 'denied':
      return (
        <Words>
          Notifications from Docket are blocked in this browser. Allow them in its settings for this site, beside the
          address, and load this page again.
        </Words>
      );
    case 'possible':
      return (
        <>
          <Button
            className="justify-self-start"
            busy={turnOn.isPending}
            onClick={() => !turnOn.isPending && turnOn.mutate(serverKey)}
          >
            Show them on this device
          </Button>
          {turnOn.error instanceof PushRefused ? (
            <p role="alert" className="text-sm">
              {turnOn.error.message}
            </p>
          ) : (
            turnOn.error !== null && <Failure error={turnOn.error} />
          )}
        </>
      );
    default:
      return ability satisfies never;
  }
}

function Words({ children }: { readonly children: ReactNode }) {
  return <p className="text-sm text-muted">{children}</p>;
}

type RowProps = {
  readonly device: PushDevice;
  readonly here: boolean;
  readonly busy: boolean;
  readonly turnOff: (here: boolean) => void;
};

function DeviceRow({ device, here, busy, turnOff }: RowProps) {
  const name = deviceOf(device.userAgent);
  return (
    <li
      data-testid="push-device"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          {name} {here && <Badge tone="ok">this one</Badge>}
        </p>
        <p className="text-sm text-muted">
          turned on <Ago at={device.createdAt} />
          {device.pushedAt !== null && (
            <>
              , last reached <Ago at={device.pushedAt} />
            </>
          )}
        </p>
      </div>
      <Button size="small" busy={busy} aria-label={`Turn off ${name}`} onClick={() => turnOff(here)}>
        Turn off
      </Button>
    </li>
  );
}
