import assert from "node:assert/strict";
import { test } from "node:test";
import { everything, find, shop, workload } from "./manifests.mjs";
import { problems } from "./schemas.mjs";

test("What is applied to any environment is what the schemas of Kubernetes allow", async () => {
  assert.deepEqual(await problems(everything()), []);
});

// Each breaks one manifest, and says what has to be found.
const mutations = {
  "A probe that is misspelled is refused": ["staging", (documents) => {
    const [container] = workload(documents, "cart").spec.template.spec.containers;
    container.livenessProb = container.livenessProbe;
    delete container.livenessProbe;
  }, /Rollout cart in .*livenessProb/],
  "A port that is text is refused": ["dev", (documents) => {
    workload(documents, "cart").spec.template.spec.containers[0].ports[0].containerPort = "8080";
  }, /Deployment cart in .*string.*number/],
  "A step that Argo Rollouts does not know is refused": ["prod", (documents) => {
    workload(documents, "order").spec.strategy.canary.steps[0].setWeigth = 10;
  }, /Rollout order in .*setWeigth/],
  "A key that External Secrets does not know is refused": ["prod", (documents) => {
    find(documents, "ExternalSecret", "identity").spec.target.mergePolicy = "Replace";
  }, /ExternalSecret identity in .*mergePolicy/],
  "An endpoint that the Prometheus operator does not know is refused": ["dev", (documents) => {
    find(documents, "PodMonitor", "cart").spec.podMetricsEndpoints[0].intervall = "15s";
  }, /PodMonitor cart in .*intervall/],
  "An amount that is no quantity is refused": ["dev", (documents) => {
    workload(documents, "cart").spec.template.spec.containers[0].resources.limits.memory = "1Gigabyte";
  }, /Deployment cart in .*quantity/],
  "An interval that is no duration is refused": ["dev", (documents) => {
    find(documents, "PodMonitor", "cart").spec.podMetricsEndpoints[0].interval = "15 sec";
  }, /PodMonitor cart in .*pattern/],
  "A kind that nobody knows is refused": ["dev", (documents) => {
    find(documents, "Service", "cart").kind = "Servise";
  }, /Servise/],
  "A probe without a port is refused": ["dev", (documents) => {
    delete workload(documents, "cart").spec.template.spec.containers[0].readinessProbe.httpGet.port;
  }, /Deployment cart in .*port/],
};

for (const [name, [environment, breakIt, expected]] of Object.entries(mutations)) {
  test(name, async () => {
    const documents = structuredClone(shop(environment));
    breakIt(documents);

    const found = await problems(documents);

    assert.equal(found.filter((problem) => expected.test(problem)).length > 0, true, found.join("\n") || "nothing was found");
  });
}
