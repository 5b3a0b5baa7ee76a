import * as adminMessages from '@docket/contracts/http/admin-messages';
import * as adminQueue from '@docket/contracts/http/admin-queue';
import * as bookings from '@docket/contracts/http/bookings';
import * as features from '@docket/contracts/http/features';
import * as identity from '@docket/contracts/http/identity';
import * as invariants from '@docket/contracts/http/invariants';
import * as languages from '@docket/contracts/http/languages';
import * as problems from '@docket/contracts/http/problems';
import * as realtime from '@docket/contracts/http/realtime';
import type { RouteContract } from '@docket/contracts/http/route';
import * as rejudges from '@docket/contracts/http/rejudges';
import * as room from '@docket/contracts/http/waiting-room';
import * as runs from '@docket/contracts/http/runs';
import * as showSeats from '@docket/contracts/http/show-seats';
import * as shows from '@docket/contracts/http/shows';
import * as submissions from '@docket/contracts/http/submissions';
import * as tickets from '@docket/contracts/http/tickets';
import * as titles from '@docket/contracts/http/titles';
import * as venues from '@docket/contracts/http/venues';
import * as waitingList from '@docket/contracts/http/waiting-list';

/** Every route of this service, in the order of the documentation. */
export const contracts: readonly RouteContract[] = [
  identity.createUser,
  identity.login,
  identity.logout,
  identity.getOwnProfile,
  identity.getProfile,
  problems.listProblems,
  problems.listTags,
  problems.getProblem,
  problems.importProblem,
  languages.listLanguages,
  submissions.createSubmission,
  submissions.listSubmissions,
  submissions.getSubmission,
  submissions.cancelSubmission,
  runs.createRun,
  runs.getRun,
  rejudges.createRejudge,
  rejudges.listRejudges,
  rejudges.getRejudge,
  rejudges.applyRejudge,
  rejudges.dropRejudge,
  venues.listCities,
  venues.createCity,
  venues.listVenues,
  venues.createVenue,
  venues.importHall,
  venues.previewHall,
  venues.getHallPlan,
  titles.listTitles,
  titles.getTitle,
  titles.createTitle,
  shows.searchShows,
  shows.getShow,
  shows.getBestSeats,
  shows.createShows,
  shows.changeShow,
  bookings.createBooking,
  bookings.listBookings,
  bookings.getBooking,
  bookings.cancelBooking,
  bookings.confirmBooking,
  showSeats.getShowSeats,
  room.joinRoom,
  room.getRoom,
  room.leaveRoom,
  room.getRoomDraw,
  waitingList.joinWaitingList,
  waitingList.getWaitingEntry,
  waitingList.leaveWaitingList,
  waitingList.acceptOffer,
  tickets.getBookingTickets,
  tickets.getTicketKeys,
  tickets.checkIn,
  tickets.checkInBatch,
  tickets.getCheckIns,
  adminQueue.getQueue,
  adminQueue.pauseQueue,
  adminQueue.drainQueue,
  adminQueue.resumeQueue,
  adminQueue.listWorkers,
  adminQueue.openQueueBoard,
  adminMessages.getMessageFigures,
  adminMessages.listMessages,
  adminMessages.sendMessageAgain,
  adminMessages.giveMessageUp,
  adminMessages.sendMessagesAgain,
  adminMessages.giveMessagesUp,
  invariants.getAdminInvariants,
  invariants.getInvariants,
  realtime.createRealtimeToken,
  features.getFeatures,
];
