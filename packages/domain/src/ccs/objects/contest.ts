import { spanOf } from '@docket/contracts/ccs/common';
import type { CcsContest } from '@docket/contracts/ccs/contest';
import { durationMs, freezeMs, type ContestRow } from '../../contest/rows.ts';
import { scoreboardType } from '../score.ts';

type Times = Parameters<typeof durationMs>[0] & Parameters<typeof freezeMs>[0];

export function contestOf(
  row: Times & Pick<ContestRow, 'id' | 'title' | 'format' | 'options' | 'thawed_at'>,
): CcsContest {
  const duration = durationMs(row);
  const freeze = freezeMs(row);
  const type = scoreboardType(row.format);
  return {
    id: row.id,
    name: row.title,
    formal_name: row.title,
    start_time: row.open_at.toISOString(),
    duration: spanOf(duration),
    ...(freeze === null ? {} : { scoreboard_freeze_duration: spanOf(Math.max(0, duration - freeze)) }),
    ...(freeze === null || row.thawed_at === null ? {} : { scoreboard_thaw_time: row.thawed_at.toISOString() }),
    scoreboard_type: type,
    ...(type === 'pass-fail' ? { penalty_time: Math.round(Number(row.options['penaltyMinutes'] ?? 20)) } : {}),
  };
}
