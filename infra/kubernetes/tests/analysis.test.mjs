// What a canary is judged by, asked of a real Prometheus engine: promtool evaluates the very queries of the manifests.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { stringify } from "yaml";
import { find, ofKind, shop } from "./manifests.mjs";
import { services } from "./tools.mjs";

const metric = "http_server_request_duration_seconds";
const series = (name, labels, perMinute) => ({
  series: `${name}{${Object.entries({ job: "cart", ...labels }).map(([key, value]) => `${key}="${value}"`).join(",")}}`,
  values: `0+${perMinute}x10`,
});

const counts = (hash, status, perMinute) => series(`${metric}_count`, { rollouts_pod_template_hash: hash, http_response_status_code: status }, perMinute);
const buckets = (hash, status, cumulative) => Object.entries(cumulative)
  .map(([le, perMinute]) => series(`${metric}_bucket`, { rollouts_pod_template_hash: hash, http_response_status_code: status, le }, perMinute));

/** Asks the query of a measurement after ten minutes, and says what its condition makes of the answer. */
function judge(name, input) {
  const template = find(shop("prod"), "AnalysisTemplate", "cart");
  const measured = template.spec.metrics.find((each) => each.name === name);
  const query = measured.provider.prometheus.query.replaceAll("{{args.pod-template-hash}}", "new");
  const [, success, limit] = /^result\[0\] (<=|>=) ([0-9.]+)$/.exec(measured.successCondition);
  const folder = mkdtempSync(join(tmpdir(), "grocery-analysis-"));
  try {
    writeFileSync(join(folder, "rules.yml"), stringify({ groups: [{ name: "analysis", rules: [
      { record: "measured", expr: query },
      { alert: "Failed", expr: `measured unless measured ${success} ${limit}` },
    ] }] }));
    const expected = (failed) => stringify({ rule_files: ["rules.yml"], evaluation_interval: "1m", tests: [{
      interval: "1m", input_series: input,
      alert_rule_test: [{ eval_time: "10m", alertname: "Failed", exp_alerts: failed ? [{ exp_labels: {} }] : [] }],
      promql_expr_test: [{ expr: "count(measured)", eval_time: "10m", exp_samples: [{ value: 1, labels: "{}" }] }],
    }] });
    const [verdict = "no verdict, or several"] = ["failed", "passed"].filter((each) => {
      writeFileSync(join(folder, "test.yml"), expected(each === "failed"));
      try {
        execFileSync("promtool", ["test", "rules", join(folder, "test.yml")], { stdio: "pipe" });
        return true;
      } catch (error) {
        if (error.status === undefined) throw error;
        return false;
      }
    });
    return verdict;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const seen = (hash, up) => [{ series: `up{job="cart",rollouts_pod_template_hash="${hash}"}`, values: `${up}x10` }];

const cases = [
  ["A version whose pod is scraped is seen", "seen", seen("new", 1), "passed"],
  ["A version whose pod cannot be scraped fails", "seen", [...seen("new", 0), ...seen("old", 1)], "failed"],
  ["A version of which Prometheus knows nothing fails", "seen", seen("old", 1), "failed"],
  ["A version of which one request of ten fails, fails", "errors", [counts("new", "200", 90), counts("new", "503", 10)], "failed"],
  ["A version of which one request of a hundred fails, passes", "errors", [counts("new", "200", 99), counts("new", "500", 1)], "passed"],
  ["A version without a failure passes", "errors", [counts("new", "200", 100)], "passed"],
  ["A request that the client got wrong is no failure", "errors", [counts("new", "200", 10), counts("new", "404", 90)], "passed"],
  ["What the old version does is not held against the new one", "errors", [counts("new", "200", 100), counts("old", "500", 900)], "passed"],
  ["A handful of requests gives no verdict", "errors", [counts("new", "500", 5)], "passed"],
  ["A version that nobody asks anything passes", "errors", [counts("old", "200", 100)], "passed"],
  ["A version that is slow for one request of ten, fails", "p95",
    [counts("new", "200", 100), ...buckets("new", "200", { 0.5: 90, 1: 90, 2.5: 100, "+Inf": 100 })], "failed"],
  ["A version that is slow for one request of a hundred, passes", "p95",
    [counts("new", "200", 100), ...buckets("new", "200", { 0.5: 99, 1: 99, 2.5: 100, "+Inf": 100 })], "passed"],
  ["The slowness of the old version is not held against the new one", "p95",
    [counts("new", "200", 100), ...buckets("new", "200", { 0.5: 100, 1: 100, 2.5: 100, "+Inf": 100 }), ...buckets("old", "200", { 0.5: 0, 1: 0, 2.5: 900, "+Inf": 900 })], "passed"],
  ["A handful of slow requests gives no verdict", "p95", [counts("new", "200", 5), ...buckets("new", "200", { 0.5: 0, 1: 0, 2.5: 5, "+Inf": 5 })], "passed"],
];

for (const [name, measurement, input, expected] of cases) {
  test(name, () => assert.equal(judge(measurement, input), expected));
}

test("Every service that comes as a canary is judged by its own requests", () => {
  for (const service of services) {
    const { spec } = find(shop("prod"), "AnalysisTemplate", service);
    assert.deepEqual(spec.metrics.map((each) => each.name), ["seen", "errors", "p95"]);
    for (const each of spec.metrics) assert.match(each.provider.prometheus.query, new RegExp(`job="${service}"`));
  }
  assert.equal(ofKind(shop("dev"), "AnalysisTemplate").length, 0);
});
