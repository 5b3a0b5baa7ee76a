/**
 * The two scripts that own a channel's log. Both begin with the same head, which makes the epoch when
 * there is none and guards against a Redis that came back with an older state than it had told people of.
 *
 * Epoch: as long as it stays, offsets only grow and never name two publications. It is lost with the meta key.
 * Rollback: a Redis that restarts (or a replica that takes over) may have forgotten the last publications, though
 * clients have seen them; giving their offsets out again would make clients drop the new ones as seen. So when the
 * server's run id is another one than at the last publication, the offset jumps far ahead. Offsets may have holes.
 * The last jump is remembered (`b` to `j`): who stands before it may have missed what Redis forgot.
 */
const HEAD = `
local meta = redis.call('HMGET', KEYS[1], 'e', 'o', 'r', 'b', 'j')
local epoch, offset = meta[1], tonumber(meta[2] or '0')
if not epoch then
  epoch = ARGV[1]
  redis.call('HSET', KEYS[1], 'e', epoch, 'o', 0, 'r', ARGV[2])
  redis.call('DEL', KEYS[2])
elseif meta[3] ~= ARGV[2] and ARGV[2] ~= '' then
  if meta[5] ~= meta[2] then
    meta[4] = meta[2]
    redis.call('HSET', KEYS[1], 'b', meta[4])
  end
  offset = offset + 1000000
  meta[5] = string.format('%.0f', offset)
  redis.call('HSET', KEYS[1], 'o', meta[5], 'j', meta[5], 'r', ARGV[2])
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
`;

/**
 * Appends one publication once and tells the gateways.
 * KEYS meta, stream, live, once, once of the publication that has to be there before this one (its own: none); ARGV new epoch, run id, epoch seconds, once seconds, window length, window seconds,
 * sent at (ms), head of the frame, data (JSON). Returns epoch, offset, 1 when it was published earlier.
 */
export const PUBLISH_SCRIPT = `${HEAD}
local earlier = redis.call('GET', KEYS[4])
if earlier then return {epoch, earlier, 1} end
if KEYS[5] ~= KEYS[4] and not redis.call('GET', KEYS[5]) then
  return redis.error_reply('BEHIND the publication before it on its channel was not published')
end
offset = string.format('%.0f', offset + 1)
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[5], offset .. '-0', 'd', ARGV[9])
redis.call('EXPIRE', KEYS[2], ARGV[6])
redis.call('HSET', KEYS[1], 'o', offset)
redis.call('SET', KEYS[4], offset, 'EX', ARGV[4])
redis.call('SPUBLISH', KEYS[3], epoch .. ' ' .. offset .. ' ' .. ARGV[7] .. '\\n' .. ARGV[8] .. ARGV[9] .. ',"offset":' .. offset .. '}}}')
return {epoch, offset, 0}
`;

/**
 * Reads a position, and what came after an offset, as one consistent view.
 * KEYS meta, stream; ARGV new epoch, run id, epoch seconds, since (-1: position only), count.
 * Returns epoch, top offset, entries from \`since\` on, itself included when the window still holds it.
 */
export const READ_SCRIPT = `${HEAD}
local entries = {}
if tonumber(ARGV[4]) >= 0 then
  entries = redis.call('XRANGE', KEYS[2], ARGV[4] .. '-0', '+', 'COUNT', ARGV[5])
end
return {epoch, string.format('%.0f', offset), entries, meta[4] or '', meta[5] or ''}
`;
