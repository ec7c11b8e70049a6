-- Grants permits of one window. The hash holds the window's id and, per gateway, how many permits it got in all:
-- totals, not increments, so that a repeated or lost call changes nothing, and a counter that Redis lost is
-- made good by those who remember their part.
-- KEYS[1] the scope
-- ARGV    1 gateway, 2 window it knows, 3 its total there, 4 that window's rest in ms, 5 permits wanted,
--         6 limit, 7 length of a window in ms
-- Answers window, granted, total of this gateway, left for all, rest of the window in ms
local key, me = KEYS[1], 'g:' .. ARGV[1]
local total, rest, want, limit = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local window = redis.call('HGET', key, 'window')
if not window then
  if rest > 0 then
    window = ARGV[2]
  else
    local now = redis.call('TIME')
    window, rest, total = now[1] .. '.' .. now[2], tonumber(ARGV[7]), 0
  end
  redis.call('HSET', key, 'window', window)
  redis.call('PEXPIRE', key, rest)
elseif window ~= ARGV[2] then
  -- Counted under another id while Redis was away, or forgotten here: both count.
  if rest <= 0 then total = 0 end
  total = total + tonumber(redis.call('HGET', key, me) or '0')
end

local used = total
local fields = redis.call('HGETALL', key)
for i = 1, #fields, 2 do
  if fields[i] ~= 'window' and fields[i] ~= me then used = used + tonumber(fields[i + 1]) end
end
local granted = math.max(0, math.min(want, limit - used))
redis.call('HSET', key, me, total + granted)
return {window, granted, total + granted, math.max(0, limit - used - granted), redis.call('PTTL', key)}
