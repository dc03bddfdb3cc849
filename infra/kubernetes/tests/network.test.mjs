import assert from "node:assert/strict";
import { test } from "node:test";
import { matches, ofKind, overlay, shop, variables, workload } from "./manifests.mjs";
import { roles } from "./roles.mjs";
import { environments, services } from "./tools.mjs";

/** A small model of what NetworkPolicy means: with a policy for a direction, only what one of its rules allows goes. */
function world(environment) {
  const documents = [...shop(environment), ...overlay(environment)];
  const namespace = `grocery-${environment}`;
  const policies = ofKind(documents, "NetworkPolicy");
  const pods = Object.fromEntries(services.map((name) => {
    const { metadata, spec } = workload(documents, name).spec.template;
    return [name, { namespace, labels: metadata.labels, ports: Object.fromEntries(spec.containers[0].ports.map((port) => [port.name, port.containerPort])) }];
  }));

  const selects = (policy, pod) => pod.namespace === namespace && matches(policy.spec.podSelector.matchLabels ?? {}, pod.labels);
  const isPeer = (peer, other) => {
    if (peer.ipBlock) return other.address !== undefined && inside(other.address, peer.ipBlock.cidr) && !(peer.ipBlock.except ?? []).some((cidr) => inside(other.address, cidr));
    if (other.address !== undefined) return false;
    const inNamespace = peer.namespaceSelector ? matches(peer.namespaceSelector.matchLabels, { "kubernetes.io/metadata.name": other.namespace }) : other.namespace === namespace;
    return inNamespace && matches(peer.podSelector?.matchLabels ?? {}, other.labels);
  };
  const passes = (direction, pod, other, target, port) => {
    const applied = policies.filter((policy) => policy.spec.policyTypes.includes(direction === "ingress" ? "Ingress" : "Egress") && selects(policy, pod));
    return pod.address !== undefined || pod.namespace !== namespace || applied.length === 0 || applied.some((policy) => (policy.spec[direction] ?? []).some((rule) =>
      rule[direction === "ingress" ? "from" : "to"].some((peer) => isPeer(peer, other))
      && rule.ports.some((each) => (target.ports?.[each.port] ?? each.port) === port)));
  };
  const accepts = (to, from, port) => passes("ingress", to, from, to, port);
  return { pods, accepts, allows: (from, to, port) => passes("egress", from, to, to, port) && accepts(to, from, port) };
}

function inside(address, cidr) {
  const number = (text) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const [network, bits] = cidr.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(network) / size);
}

test("Terraform says of every service whom it calls", () => {
  assert.deepEqual(Object.keys(roles).sort(), services);
});

for (const environment of environments) {
  const { pods, accepts, allows } = world(environment);
  const second = { dev: 10, staging: 20, prod: 30 }[environment];
  const elsewhere = (namespace, labels) => ({ namespace, labels });

  test(`${environment}: a service reaches those that it calls, and no other`, () => {
    for (const from of services) {
      for (const to of services) {
        const may = roles[from].asks.includes(to);
        assert.equal(allows(pods[from], pods[to], 8080), may, `${from} to ${to}`);
        assert.equal(accepts(pods[to], pods[from], 8080), may, `${to} lets ${from} in`);
        assert.equal(variables(workload(shop(environment), from))[`Services__${to}`], may ? `http://${to}:8080` : undefined);
        assert.equal(allows(pods[from], pods[to], 9090), false, `${from} to the management port of ${to}`);
      }
    }
  });

  test(`${environment}: the database is reached by the services that have one`, () => {
    const database = { address: `10.${second}.241.7` };
    for (const service of services) {
      const { database: name } = roles[service];
      assert.equal(allows(pods[service], database, 5432), name !== undefined, service);
      const secrets = Object.keys(variables(workload(shop(environment), service))).filter((key) => key.includes("ConnectionStrings"));
      const key = `Platform__Config__SecretsManager__Secrets__ConnectionStrings__${name}`;
      assert.deepEqual(secrets, name === undefined ? [] : [key]);
    }
  });

  test(`${environment}: names, telemetry and AWS are reached, and nothing else outside`, () => {
    for (const pod of Object.values(pods)) {
      assert.equal(allows(pod, elsewhere("kube-system", { "k8s-app": "kube-dns" }), 53), true);
      assert.equal(allows(pod, elsewhere("monitoring", { "app.kubernetes.io/name": "otel-collector" }), 4317), true);
      assert.equal(allows(pod, elsewhere("monitoring", { "app.kubernetes.io/name": "grafana" }), 4317), false);
      assert.equal(allows(pod, { address: "169.254.169.254" }, 80), false);
      assert.equal(allows(pod, { address: "169.254.169.254" }, 443), false);
      assert.equal(allows(pod, { address: "52.94.5.1" }, 443), environment === "dev");
      assert.equal(allows(pod, { address: `10.${second}.16.9` }, 443), environment !== "dev");
      assert.equal(allows(pod, { address: "52.94.5.1" }, 80), false);
    }
  });

  test(`${environment}: Prometheus reaches the management ports, the load balancer the storefront, and nobody else anything`, () => {
    const balancer = { address: `10.${second}.196.20` };
    for (const service of services) {
      assert.equal(allows(elsewhere("monitoring", { "app.kubernetes.io/name": "prometheus" }), pods[service], 9090), true);
      assert.equal(allows(elsewhere("monitoring", { "app.kubernetes.io/name": "prometheus" }), pods[service], 8080), false);
      assert.equal(allows(elsewhere("monitoring", { "app.kubernetes.io/name": "grafana" }), pods[service], 9090), false);
      assert.equal(allows(elsewhere("grocery-other", pods.storefront.labels), pods[service], 8080), false);
      assert.equal(allows({ namespace: `grocery-${environment}`, labels: {} }, pods[service], 8080), false);
      assert.equal(allows(balancer, pods[service], 8080), service === "storefront");
      assert.equal(allows(balancer, pods[service], 9090), service === "storefront");
      assert.equal(allows({ address: "52.94.5.1" }, pods[service], 8080), false);
    }
  });
}
