import assert from "node:assert/strict";
import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readContract, renderWithContract } from "./copies.mjs";
import { container, find, ofKind, parse, shop, variables, workload } from "./manifests.mjs";
import { environments, kubernetes, renderShop, repository, services } from "./tools.mjs";

const probeOf = (contract, port) => ({
  httpGet: { path: contract.path, port, scheme: contract.scheme.toUpperCase() },
  periodSeconds: contract.periodSeconds,
  timeoutSeconds: contract.timeoutSeconds,
  failureThreshold: contract.failureThreshold,
});

for (const environment of environments) {
  test(`Probes, ports and the time to stop in ${environment} are those of the contracts`, () => {
    for (const service of services) {
      const contract = readContract(service);
      const pod = workload(shop(environment), service).spec.template.spec;
      const [{ startupProbe, readinessProbe, livenessProbe, ports, lifecycle }] = pod.containers;

      assert.deepEqual(startupProbe, probeOf(contract.probes.startup, "management"));
      assert.deepEqual(readinessProbe, probeOf(contract.probes.ready, "management"));
      assert.deepEqual(livenessProbe, probeOf(contract.probes.live, "management"));
      assert.deepEqual(ports.map((port) => [port.name, port.containerPort]), [["http", contract.ports.http[0]], ["management", 9090]]);
      assert.equal(pod.terminationGracePeriodSeconds, contract.stop.timeoutSeconds + (lifecycle?.preStop.sleep.seconds ?? 0));
    }
  });
}

test("A change of the contract is a change of the manifest", () => {
  const documents = renderWithContract("cart", (contract) => {
    contract.probes.live.path = "/alive";
    contract.probes.ready.failureThreshold = 7;
    contract.ports.http = [8181];
    contract.stop.timeoutSeconds = 90;
    contract.metrics.path = "/numbers";
  });

  const cart = workload(documents, "cart");
  assert.equal(container(cart).livenessProbe.httpGet.path, "/alive");
  assert.equal(container(cart).readinessProbe.failureThreshold, 7);
  assert.equal(container(cart).ports[0].containerPort, 8181);
  assert.equal(variables(cart).ASPNETCORE_HTTP_PORTS, "8181");
  assert.deepEqual(find(documents, "Service", "cart").spec.ports.map((port) => port.port), [8181]);
  assert.equal(variables(workload(documents, "order")).Services__cart, "http://cart:8181");
  assert.equal(cart.spec.template.spec.terminationGracePeriodSeconds, 90);
  assert.equal(find(documents, "PodMonitor", "cart").spec.podMetricsEndpoints[0].path, "/numbers");
  assert.equal(container(workload(documents, "order")).livenessProbe.httpGet.path, "/health/live");
});

test("The load balancer asks for readiness as the contract says, within what it allows", () => {
  const documents = renderWithContract("storefront", (contract) => {
    contract.probes.ready = { ...contract.probes.ready, path: "/open", periodSeconds: 20, timeoutSeconds: 30, failureThreshold: 12 };
  });

  const annotations = find(documents, "Ingress", "storefront").metadata.annotations;
  const check = (name) => annotations[`alb.ingress.kubernetes.io/${name}`];
  assert.deepEqual(
    [check("healthcheck-path"), check("healthcheck-port"), check("healthcheck-interval-seconds"), check("healthcheck-timeout-seconds"), check("unhealthy-threshold-count")],
    ["/open", "9090", "20", "19", "10"]);
});

test("The delay of the stop comes on top of what the service needs", () => {
  const documents = parse(renderShop("dev", "--set", "cart.stopDelaySeconds=40"));

  const pod = workload(documents, "cart").spec.template.spec;
  assert.deepEqual(pod.containers[0].lifecycle, { preStop: { sleep: { seconds: 40 } } });
  assert.equal(pod.terminationGracePeriodSeconds, readContract("cart").stop.timeoutSeconds + 40);
});

test("Without a management port the probes are where the contract has them", () => {
  const documents = parse(renderShop("dev", "--set", "cart.managementPort=null"));

  const cart = workload(documents, "cart");
  assert.equal(container(cart).livenessProbe.httpGet.port, "http");
  assert.deepEqual(container(cart).ports.map((port) => port.name), ["http"]);
  assert.equal("Platform__Management__Port" in variables(cart), false);
  assert.equal(find(documents, "PodMonitor", "cart").spec.podMetricsEndpoints[0].port, "http");
});

test("A service without metrics has nothing that scrapes it", () => {
  const documents = renderWithContract("cart", (contract) => { contract.metrics = null; });

  assert.deepEqual(ofKind(documents, "PodMonitor").map((monitor) => monitor.metadata.name).sort(), services.filter((name) => name !== "cart"));
});

const refusals = {
  "A probe that is off is refused": [(contract) => { contract.probes.ready = null; }, /cart: the contract has no probe "ready"/],
  "A contract of another service is refused": [(contract) => { contract.service = "order"; }, /contracts\/cart.json is that of order/],
  "A contract of another version is refused": [(contract) => { contract.version = 2; }, /the contract of cart has version 2; this chart reads version 1/],
  "A contract of two ports is refused": [(contract) => { contract.ports.http = [8080, 8081]; }, /the contract of cart has 2 ports for HTTP/],
};

for (const [name, [change, expected]] of Object.entries(refusals)) {
  test(name, () => assert.throws(() => renderWithContract("cart", change), expected));
}

test("A canary without metrics is refused", () => {
  assert.throws(
    () => renderWithContract("cart", (contract) => { contract.metrics = null; }, "--set", "cart.deployment.strategy=canary"),
    /cart: deployment.strategy is canary, but the contract has no metrics/);
});

test("A chart links to the contracts, its schema and its library, and the shop to its charts and rules: nothing is a copy", () => {
  const links = services.flatMap((service) => [
    [`${service}/contracts`, "infra/terraform/contracts"],
    [`${service}/values.schema.json`, "infra/kubernetes/charts/grocery-service/service.schema.json"],
    [`${service}/charts/grocery-service`, "infra/kubernetes/charts/grocery-service"],
    [`shop/charts/${service}`, `infra/kubernetes/charts/${service}`],
  ]);

  links.push(["shop/monitoring", "infra/monitoring"]);

  for (const [link, target] of links) {
    const path = join(kubernetes, "charts", link);
    assert.equal(lstatSync(path).isSymbolicLink(), true, link);
    assert.equal(realpathSync(path), join(repository, target));
  }
  assert.deepEqual(readdirSync(join(kubernetes, "charts")).sort(), ["grocery-service", "shop", ...services].sort());
});
