-- What wrk sends: load.lua KIND AUTHORIZATION FILE
--
-- KIND get: GET with that authorization ("-": none).  Others: POST of a form;
-- the body is in FILE, or, for refresh, the refresh tokens, one a line: each
-- is used once, and what comes back is used next.
local tokens, first, last = {}, 1, 0

local function push(token)
	last = last + 1
	tokens[last] = token
end

function init(arguments)
	local kind, authorization, file = arguments[1], arguments[2], arguments[3]
	if authorization ~= "-" then
		wrk.headers["Authorization"] = authorization
	end
	if kind == "get" then
		return
	end
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
	if kind == "post" then
		wrk.body = io.open(file):read("*a")
		return
	end
	for line in io.lines(file) do
		push(line)
	end
	request = function()
		local token = tokens[first]
		tokens[first] = nil
		first = first + 1
		return wrk.format(nil, nil, nil, "grant_type=refresh_token&refresh_token=" .. (token or "none-left"))
	end
	response = function(status, headers, body)
		local token = body:match('"refresh_token":%s*"([^"]+)"')
		if token then
			push(token)
		end
	end
end

function done(summary, latency, requests)
	local errors = summary.errors
	io.write(string.format("RESULT %.1f %d %d %d\n", summary.requests / (summary.duration / 1e6),
		latency:percentile(50), latency:percentile(99),
		errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
