// What the shop has to keep to: the file that the runner of .NET reads too.
const levels = JSON.parse(open('../slo.json'));

/**
 * The service levels as thresholds of the scenario `shop` alone, so without its warm-up and the setup. Who drops iterations has not asked what it should.
 * @param {number} minutes For how long the scenario runs.
 */
export function thresholds(minutes) {
  return {
    'availability{scenario:shop}': [`rate>=${levels.availability}`],
    'http_req_duration{scenario:shop}': [`p(95)<${levels.p95Milliseconds}`],
    'http_req_failed{scenario:shop}': [`rate<${levels.errorRate}`],
    'fulfilled{scenario:shop}': [`count>${levels.requestsPerMinute * minutes}`],
    'dropped_iterations{scenario:shop}': ['count==0'],
  };
}
