/**
 * The two scripts that own a channel's log. Both begin with the same head, which guards against a Redis that came back with an older state
 * than it had told people of.
 *
 * Epoch: as long as it stays, offsets only grow and never name two publications. It is lost with the meta key.
 * Rollback: a Redis that restarts (or a replica that takes over) may have forgotten the last publications, though clients have seen them; giving
 * their offsets out again would make clients drop the new ones as seen. So when the data set has another history than at the last
 * publication, the offset jumps far ahead. Offsets may have holes. The last jump is remembered (`b` to `j`): who stands before it may have
 * missed what Redis forgot.
 * History: Redis names it by its replication id (INFO, `master_replid`), which is another after each restart and each promotion of a replica. It is
 * asked here and not by the caller, who cannot know on which server the script will run: a call that got no answer is sent again by itself
 * when the connection is back, maybe to another server. Where INFO is not allowed a rollback goes unnoticed. About 3 microseconds.
 * A channel of a server before 0.2 has no name of its history yet; it gets the present one.
 */
const HISTORY = `
local info = redis.pcall('INFO', 'replication')
local history = type(info) == 'string' and string.match(info, 'master_replid:(%w+)') or ''
local meta = redis.call('HMGET', KEYS[1], 'e', 'o', 'i', 'b', 'j')
local epoch, offset = meta[1], tonumber(meta[2] or '0')
if epoch and history ~= '' and meta[3] ~= history then
  redis.call('HSET', KEYS[1], 'i', history)
  if meta[3] then
    if meta[5] ~= meta[2] then
      meta[4] = meta[2]
      redis.call('HSET', KEYS[1], 'b', meta[4])
    end
    offset = offset + 1000000
    meta[5] = string.format('%.0f', offset)
    redis.call('HSET', KEYS[1], 'o', meta[5], 'j', meta[5])
  end
end
local isNew = not epoch
if isNew then
  epoch = ARGV[1]
  redis.call('HSET', KEYS[1], 'e', epoch, 'o', 0, 'i', history)
  redis.call('DEL', KEYS[2])
end
`;

/**
 * Appends one publication once and tells the gateways.
 * KEYS meta, stream, live, once, once of the publication that has to be there before this one (its own: none); ARGV new epoch, epoch seconds, once seconds,
 * window length, window seconds, sent at (ms), head of the frame, data (JSON). Returns epoch, offset, 1 when it was published earlier.
 */
export const PUBLISH_SCRIPT = `${HISTORY}
redis.call('EXPIRE', KEYS[1], ARGV[2])
local earlier = redis.call('GET', KEYS[4])
if earlier then return {epoch, earlier, 1} end
if KEYS[5] ~= KEYS[4] and not redis.call('GET', KEYS[5]) then
  return redis.error_reply('BEHIND the publication before it on its channel was not published')
end
offset = string.format('%.0f', offset + 1)
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], offset .. '-0', 'd', ARGV[8])
redis.call('EXPIRE', KEYS[2], ARGV[5])
redis.call('HSET', KEYS[1], 'o', offset)
redis.call('SET', KEYS[4], offset, 'EX', ARGV[3])
redis.call('SPUBLISH', KEYS[3], epoch .. ' ' .. offset .. ' ' .. ARGV[6] .. '\\n' .. ARGV[7] .. ARGV[8] .. ',"offset":' .. offset .. '}}}')
return {epoch, offset, 0}
`;

/**
 * Reads a position, and what came after an offset, as one consistent view. What it makes for a channel that was never published to, and what it
 * keeps of one that nobody publishes to any more, lasts as long as somebody reads it, and a little longer.
 * KEYS meta, stream; ARGV new epoch, seconds until the next reading at the latest, since (-1: position only), count,
 * 1 for newest first and before since (-1: from the top).
 * Returns epoch, top offset, entries from \`since\` on, itself included when the window still holds it.
 */
export const READ_SCRIPT = `${HISTORY}
if isNew then redis.call('EXPIRE', KEYS[1], ARGV[2]) else redis.call('EXPIRE', KEYS[1], ARGV[2], 'GT') end
local entries = {}
if ARGV[5] == '1' then
  local before = tonumber(ARGV[3])
  if before ~= 0 then
    local first = before > 0 and string.format('%.0f', before - 1) .. '-0' or '+'
    entries = redis.call('XREVRANGE', KEYS[2], first, '-', 'COUNT', ARGV[4])
  end
elseif tonumber(ARGV[3]) >= 0 then
  entries = redis.call('XRANGE', KEYS[2], ARGV[3] .. '-0', '+', 'COUNT', ARGV[4])
end
return {epoch, string.format('%.0f', offset), entries, meta[4] or '', meta[5] or ''}
`;
