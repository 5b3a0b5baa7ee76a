import { Counter, Gauge, Histogram, type Registry } from '@docket/runtime/metrics';

/** What a gateway tells about itself. Names and meanings: docs/realtime.md. */
export function createRealtimeMetrics(registry: Registry) {
  const registers = [registry];
  return {
    connections: new Gauge({ name: 'realtime_connections', help: 'Open sockets', registers }),
    undecided: new Gauge({
      name: 'realtime_undecided',
      help: 'Open connections that have not asked for anything yet',
      registers,
    }),
    users: new Gauge({ name: 'realtime_users', help: 'Users with at least one socket', registers }),
    channels: new Gauge({ name: 'realtime_channels', help: 'Channels subscribed to in Redis', registers }),
    bufferedBytes: new Gauge({
      name: 'realtime_buffered_bytes',
      help: 'Unsent bytes of all sockets that do not keep up',
      registers,
    }),
    accepted: new Counter({ name: 'realtime_accepted_total', help: 'Upgrades accepted', registers }),
    refused: new Counter({
      name: 'realtime_refused_total',
      help: 'Upgrades refused',
      labelNames: ['reason'],
      registers,
    }),
    closes: new Counter({
      name: 'realtime_closes_total',
      help: 'Sockets closed, by code',
      labelNames: ['code'],
      registers,
    }),
    merged: new Counter({
      name: 'realtime_merged_total',
      help: 'Publications told together with a later one of their channel',
      registers,
    }),
    pushes: new Counter({ name: 'realtime_pushes_total', help: 'Publications written to sockets', registers }),
    recoveries: new Counter({
      name: 'realtime_recoveries_total',
      help: 'Clients that asked for what they missed',
      labelNames: ['outcome'],
      registers,
    }),
    repairs: new Counter({
      name: 'realtime_repairs_total',
      help: 'Channels re-read after a gap',
      labelNames: ['outcome'],
      registers,
    }),
    resubscriptions: new Counter({
      name: 'realtime_resubscriptions_total',
      help: 'Redis subscriber connections lost and restored',
      registers,
    }),
    positionMismatches: new Counter({
      name: 'realtime_position_mismatches_total',
      help: 'Channels found behind their window by the periodic check',
      registers,
    }),
    slow: new Counter({ name: 'realtime_slow_total', help: 'Times live pushes to a socket were held back', registers }),
    publishLag: new Histogram({
      name: 'realtime_publish_lag_seconds',
      help: 'From publishing to writing on the last of the sockets',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    canary: new Counter({
      name: 'realtime_canary_total',
      help: 'Canary events by outcome',
      labelNames: ['outcome'],
      registers,
    }),
  };
}

export type RealtimeMetrics = ReturnType<typeof createRealtimeMetrics>;
