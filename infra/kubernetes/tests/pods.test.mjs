import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse as parseYaml } from "yaml";
import { container, find, matches, ofKind, overlay, shop, variables, workload, workloads } from "./manifests.mjs";
import { roles } from "./roles.mjs";
import { environments, kubernetes, services } from "./tools.mjs";

for (const environment of environments) {
  const documents = shop(environment);
  const pods = Object.fromEntries(workloads(documents).map((each) => [each.metadata.name, each.spec.template]));

  test(`${environment}: every service runs, and nothing else does`, () => {
    assert.deepEqual(Object.keys(pods).sort(), services);
  });

  test(`${environment}: a container has probes, limits, a digest, and no right that it does not need`, () => {
    for (const { spec } of Object.values(pods)) {
      assert.equal(spec.containers.length, 1);
      const [each] = spec.containers;
      assert.ok(each.startupProbe && each.readinessProbe && each.livenessProbe);
      assert.match(each.image, /^[a-z0-9./-]+@sha256:[0-9a-f]{64}$/);
      for (const amounts of [each.resources.requests, each.resources.limits]) assert.deepEqual(Object.keys(amounts).sort(), ["cpu", "memory"]);
      assert.deepEqual(each.securityContext, { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
      assert.deepEqual(spec.securityContext, { runAsNonRoot: true, runAsUser: 1654, runAsGroup: 1654, fsGroup: 1654, seccompProfile: { type: "RuntimeDefault" } });
      assert.equal(spec.automountServiceAccountToken, false);
      assert.equal(spec.hostNetwork ?? spec.hostPID ?? spec.hostIPC, undefined);
      assert.deepEqual(spec.volumes, [{ name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } }]);
      assert.deepEqual(each.volumeMounts, [{ name: "tmp", mountPath: "/tmp" }]);
    }
  });

  test(`${environment}: a container as the owner of the schema migrates first, and the service has not its login`, () => {
    for (const service of services) {
      const { initContainers = [], containers: [own] } = pods[service].spec;
      const name = roles[service].database;
      assert.equal(initContainers.length, name === undefined ? 0 : 1, service);
      for (const migration of initContainers) {
        assert.deepEqual([migration.image, migration.resources, migration.securityContext], [own.image, own.resources, own.securityContext]);
        const values = Object.fromEntries(migration.env.map((entry) => [entry.name, entry.value]));
        assert.deepEqual([values.Database__Migrations, values.Platform__Health__Drain__Window], ["Only", "00:00:00"]);
        assert.equal(variables(workload(documents, service)).Database__Migrations, "Elsewhere");
        assert.deepEqual(Object.keys(values).filter((key) => key.includes("SecretsManager")), []);
        assert.deepEqual(migration.envFrom.map((from) => from.secretRef.name), ["identity", `${service}-migration`]);
        assert.deepEqual(own.envFrom.map((from) => from.secretRef.name), ["identity"]);
        const { target, data } = find(documents, "ExternalSecret", `${service}-migration`).spec;
        assert.equal(target.name, `${service}-migration`);
        assert.deepEqual(data, ["host", "port", "username", "password", "dbname"].map((property) => ({
          secretKey: `ConnectionStrings__${name}__${property}`, remoteRef: { key: `grocery-${environment}/${service}/migration`, property },
        })));
      }
    }
  });

  test(`${environment}: the images are those that are recorded`, () => {
    const recorded = parseYaml(readFileSync(join(kubernetes, "environments", environment, "versions.yaml"), "utf8"));
    for (const service of services) {
      const { repository, digest } = recorded[service].image;
      assert.equal(container(workload(documents, service)).image, `${repository}@${digest}`);
      assert.equal(variables(workload(documents, service)).Platform__Service__Version, digest.slice(7, 19));
    }
  });

  test(`${environment}: every selector finds the pods of its service, and no other`, () => {
    const selectors = [
      ...ofKind(documents, "Service").map((each) => [each, each.spec.selector]),
      ...ofKind(documents, "PodDisruptionBudget", "PodMonitor", "Deployment", "Rollout").map((each) => [each, each.spec.selector.matchLabels]),
      ...ofKind(documents, "NetworkPolicy").map((each) => [each, each.spec.podSelector.matchLabels]),
      ...workloads(documents).flatMap((each) => each.spec.template.spec.topologySpreadConstraints.map((spread) => [each, spread.labelSelector.matchLabels])),
    ];

    assert.equal(selectors.length, services.length * 7);
    for (const [{ metadata }, selector] of selectors) {
      const found = Object.keys(pods).filter((name) => matches(selector, pods[name].metadata.labels));
      assert.deepEqual(found, [metadata.name]);
    }
  });

  test(`${environment}: every name of a port is that of a port`, () => {
    const ports = (name) => pods[name].spec.containers.flatMap((each) => each.ports.map((port) => port.name));
    for (const { metadata, spec } of ofKind(documents, "Service"))
      for (const port of spec.ports) assert.ok(ports(metadata.name).includes(port.targetPort), `${metadata.name}: ${port.targetPort}`);
    for (const { metadata, spec } of ofKind(documents, "PodMonitor"))
      for (const { port } of spec.podMetricsEndpoints) assert.ok(ports(metadata.name).includes(port), `${metadata.name}: ${port}`);
    for (const { metadata, spec } of ofKind(documents, "NetworkPolicy")) {
      for (const { port } of spec.ingress.flatMap((rule) => rule.ports)) assert.ok(ports(metadata.name).includes(port), `${metadata.name}: ${port}`);
      for (const { port } of spec.egress.flatMap((rule) => rule.ports)) assert.ok(Number.isInteger(port), `${metadata.name}: ${port}`);
    }
    for (const { spec } of ofKind(documents, "Ingress"))
      for (const { backend } of spec.rules.flatMap((rule) => rule.http.paths))
        assert.ok(find(documents, "Service", backend.service.name).spec.ports.some((port) => port.name === backend.service.port.name));
  });

  test(`${environment}: the world reaches the storefront, and no service shows its management port`, () => {
    assert.deepEqual(ofKind(documents, "Ingress").map((each) => each.metadata.name), ["storefront"]);
    for (const { spec } of ofKind(documents, "Service")) {
      assert.equal(spec.type, "ClusterIP");
      assert.deepEqual(spec.ports.map((port) => [port.name, port.port, port.targetPort]), [["http", 8080, "http"]]);
    }
  });

  test(`${environment}: each service is scaled, and a drained node takes no more than one pod of it at a time`, () => {
    for (const service of services) {
      const scaler = find(documents, "HorizontalPodAutoscaler", service).spec;
      const target = workload(documents, service);
      assert.deepEqual(scaler.scaleTargetRef, { apiVersion: target.apiVersion, kind: target.kind, name: service });
      assert.equal("replicas" in target.spec, false);
      assert.equal(find(documents, "PodDisruptionBudget", service).spec.maxUnavailable, 1);
      assert.ok(scaler.minReplicas <= scaler.maxReplicas);
      if (environment !== "dev") assert.ok(scaler.minReplicas >= 2, `${service} has ${scaler.minReplicas} pod, which a drained node takes away`);
    }
  });

  test(`${environment}: what a pod needs to start is there, or made earlier`, () => {
    const all = [...documents, ...overlay(environment)];
    for (const { spec, metadata } of workloads(documents)) {
      const account = find(all, "ServiceAccount", spec.template.spec.serviceAccountName);
      assert.match(account.metadata.annotations["eks.amazonaws.com/role-arn"], new RegExp(`^arn:aws:iam::\\d{12}:role/grocery-${environment}-${metadata.name}-pod$`));
      const { envFrom, env } = container({ spec });
      for (const { secretRef } of envFrom) assert.equal(find(all, "ExternalSecret", secretRef.name).spec.target.name, secretRef.name);
      assert.equal(new Set(env.map((entry) => entry.name)).size, env.length);
      for (const { templateName } of spec.strategy.canary?.analysis.templates ?? []) find(all, "AnalysisTemplate", templateName);
    }
    for (const { spec } of ofKind(all, "ExternalSecret")) find(all, spec.secretStoreRef.kind, spec.secretStoreRef.name);

    const wave = (each) => Number(each.metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0);
    for (const each of overlay(environment)) assert.equal(wave(each), -2, each.kind);
    for (const each of documents)
      assert.equal(wave(each), ["ServiceAccount", "NetworkPolicy", "ExternalSecret", "AnalysisTemplate"].includes(each.kind) ? -1 : 0, each.kind);
  });

  test(`${environment}: the quota of the namespace holds all pods, and one more of each during a deployment`, () => {
    const units = { m: 0.001, "": 1, Mi: 2 ** 20, Gi: 2 ** 30 };
    const amount = (text) => Number.parseFloat(text) * units[/[A-Za-z]*$/.exec(text)[0]];
    const { hard } = find(overlay(environment), "ResourceQuota", "namespace").spec;
    for (const part of ["requests", "limits"]) {
      for (const what of ["cpu", "memory"]) {
        const most = workloads(documents).reduce((sum, each) => {
          const { maxReplicas } = find(documents, "HorizontalPodAutoscaler", each.metadata.name).spec;
          const { maxSurge } = each.spec.strategy.canary ?? each.spec.strategy.rollingUpdate;
          return sum + (maxReplicas + maxSurge) * amount(container(each).resources[part][what]);
        }, 0);
        assert.ok(most <= amount(hard[`${part}.${what}`]), `${part}.${what} is ${hard[`${part}.${what}`]}, needed are ${most}`);
      }
    }
  });

  test(`${environment}: its namespace takes restricted pods only, and allows nothing by itself`, () => {
    const [{ metadata }] = ofKind(overlay(environment), "Namespace");
    assert.equal(metadata.name, `grocery-${environment}`);
    assert.equal(metadata.labels["grocery.example/environment"], environment);
    assert.equal(metadata.labels["pod-security.kubernetes.io/enforce"], "restricted");
    assert.deepEqual(find(overlay(environment), "NetworkPolicy", "default-deny").spec, { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    for (const each of overlay(environment)) assert.equal(each.kind === "Namespace" ? metadata.name : each.metadata.namespace, `grocery-${environment}`);
  });
}

test("Production and staging take versions back by themselves; in development they are replaced at once", () => {
  const kinds = (environment) => [...new Set(workloads(shop(environment)).map((each) => each.kind))];

  assert.deepEqual([kinds("dev"), kinds("staging"), kinds("prod")], [["Deployment"], ["Rollout"], ["Rollout"]]);
  for (const { spec } of workloads(shop("prod"))) assert.equal(spec.progressDeadlineAbort, true);
});
