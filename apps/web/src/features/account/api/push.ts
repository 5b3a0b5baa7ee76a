import { addPushDevice, listPushDevices, removePushDevice, type PushDevice } from '@docket/contracts/http/push';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pushedAt, subscribe, unsubscribe } from '../../../lib/push.ts';
import { useAct } from '../../../lib/use-act.ts';

/** Devices that are told while the app is closed, and which of them is this one. `here` is undefined where it is not. */
export function devicesQuery() {
  return queryOptions({
    queryKey: ['push', 'devices'] as const,
    queryFn: async ({ signal }) => {
      const { serverKey, data } = await docket.call(listPushDevices, { signal });
      const endpoint = serverKey === null ? undefined : await pushedAt(serverKey);
      return { serverKey, devices: data, here: data.find((device) => device.endpoint === endpoint)?.deviceId };
    },
    staleTime: 0,
  });
}

export function useTurnOn() {
  const queryClient = useQueryClient();
  return useAct({
    act: async (serverKey: string) =>
      docket.call(addPushDevice, { body: { ...(await subscribe(serverKey)), serverKey } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: devicesQuery().queryKey }),
  });
}

export function useTurnOff() {
  const queryClient = useQueryClient();
  return useAct({
    act: async ({ device, here }: { readonly device: PushDevice; readonly here: boolean }) => {
      await docket.call(removePushDevice, { params: { deviceId: device.deviceId } });
      if (here) await unsubscribe();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: devicesQuery().queryKey }),
  });
}
