-- Apply a batch wholly or not at all.
--
--	KEYS[1]		the counter of versions
--	KEYS[n + 1]	the value or the ranking of step n
--	ARGV		three for each step: what it is, and two operands
--
-- A value stands behind its version, 16 hexadecimal digits.  A ranking is
-- sorted by the amounts negated, so that the highest comes first and equal
-- ones in the byte order of their members.  Returns 0 when all was done; and
-- when nothing was, 1 for a conflict, 2 where a key holds what is not ours.

local kinds = {
	absent = 'string', expect = 'string',
	put = 'string', delete = 'string',
	set = 'zset', add = 'zset', remove = 'zset',
}

local function step(n)
	return KEYS[n + 1], ARGV[3 * n - 2], ARGV[3 * n - 1], ARGV[3 * n]
end

for n = 1, #KEYS - 1 do
	local key, what, expected = step(n)
	local kind = redis.call('TYPE', key).ok

	if kind ~= 'none' and kind ~= kinds[what] then
		return 2
	end
	if what == 'absent' and kind ~= 'none' or what == 'expect' and
	    redis.call('GETRANGE', key, 0, 15) ~= expected then
		return 1
	end
end

local version = string.format('%016x', redis.call('INCR', KEYS[1]))

for n = 1, #KEYS - 1 do
	local key, what, first, second = step(n)

	if what == 'put' and second == '0' then
		redis.call('SET', key, version .. first)
	elseif what == 'put' then
		redis.call('SET', key, version .. first, 'EX', second)
	elseif what == 'delete' then
		redis.call('DEL', key)
	elseif what == 'set' then
		redis.call('ZADD', key, second, first)
	elseif what == 'add' then
		redis.call('ZINCRBY', key, second, first)
	elseif what == 'remove' then
		redis.call('ZREM', key, first)
	end
end

return 0
