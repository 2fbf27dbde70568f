-- One line of whole numbers for WrkReport: requests, microseconds, the errors by kind, p50 and p99.
-- A callback for each response would make wrk the bottleneck; this one is called once, at the end.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("lameduck %d %d %d %d %d %d %d %d %d\n",
    summary.requests, summary.duration,
    errors.connect, errors.read, errors.write, errors.status, errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
