-- wrk prints rounded numbers; done(), which runs once at the end, adds a line of exact ones.
-- With an argument, every connection waits about so many milliseconds between requests: a load of a set rate.
local pause = 0

function init(args)
  pause = tonumber(args[1]) or 0
  if pause > 0 then
    -- Drawn anew each time, so that the connections don't come in step.
    function delay() return math.random(0, 2 * pause) end
  end
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("EXACT %d %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.status, e.connect + e.read + e.write + e.timeout))
end
