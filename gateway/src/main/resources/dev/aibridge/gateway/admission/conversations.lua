-- What a conversation's last prompt was billed. With arguments: remembers bytes and micro-tokens for so many
-- milliseconds. Without: answers what is remembered, or an empty list.
if #ARGV > 0 then
  redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
  return {}
end
local known = redis.call('GET', KEYS[1])
if not known then
  return {}
end
local bytes, micro = string.match(known, '^(%d+) (%d+)$')
return {bytes, micro}
