import * as contract from '@docket/contracts/http/front-desk';
import { assignRoom } from '@docket/domain/front-desk/assign';
import { assignArrivals } from '@docket/domain/front-desk/assign-arrivals';
import { blockHotelRoom, endRoomBlock } from '@docket/domain/front-desk/block-room';
import { changeHotelRoom } from '@docket/domain/front-desk/change-room';
import { checkIn } from '@docket/domain/front-desk/check-in';
import { checkOut } from '@docket/domain/front-desk/check-out';
import { createHotelRooms } from '@docket/domain/front-desk/create-rooms';
import { getDesk } from '@docket/domain/front-desk/desk';
import { getDeskStay } from '@docket/domain/front-desk/get-stay';
import { markNoShow, walkGuest } from '@docket/domain/front-desk/give-up';
import { listManagedProperties } from '@docket/domain/front-desk/list-managed';
import { listHotelRooms } from '@docket/domain/front-desk/list-rooms';
import { keepStay, noteStay } from '@docket/domain/front-desk/notes';
import { reactions } from '@docket/domain/reactions';
import type { Mount } from '../http/mount.ts';

export function mountFrontDesk(mount: Mount): void {
  mount(contract.listManagedProperties, ({ ctx, query }) => listManagedProperties(ctx, query));
  mount(contract.listHotelRooms, ({ ctx, params }) => listHotelRooms(ctx, params));
  mount(contract.createHotelRooms, ({ ctx, params, body }) => createHotelRooms(ctx, { ...body, ...params }));
  mount(contract.changeHotelRoom, ({ ctx, params, body }) => changeHotelRoom(ctx, { ...body, ...params }));
  mount(contract.blockHotelRoom, ({ ctx, params, body }) => blockHotelRoom(ctx, { ...body, ...params }));
  mount(contract.endRoomBlock, ({ ctx, params }) => endRoomBlock(ctx, params, reactions));
  mount(contract.getDesk, ({ ctx, params, query }) => getDesk(ctx, { ...params, ...query }));
  mount(contract.assignArrivals, ({ ctx, params, body }) => assignArrivals(ctx, { ...body, ...params }));
  mount(contract.getDeskStay, ({ ctx, params }) => getDeskStay(ctx, params));
  mount(contract.assignRoom, ({ ctx, params, body }) => assignRoom(ctx, { ...body, ...params }));
  mount(contract.checkInGuest, ({ ctx, params, body }) => checkIn(ctx, { ...body, ...params }, reactions));
  mount(contract.checkOutGuest, ({ ctx, params }) => checkOut(ctx, params, reactions));
  mount(contract.markNoShow, ({ ctx, params, body }) => markNoShow(ctx, { ...body, ...params }, reactions));
  mount(contract.walkGuest, ({ ctx, params, body }) => walkGuest(ctx, { ...body, ...params }, reactions));
  mount(contract.noteStay, ({ ctx, params, body }) => noteStay(ctx, { ...body, ...params }));
  mount(contract.keepStay, ({ ctx, params, body }) => keepStay(ctx, { ...body, ...params }));
}
