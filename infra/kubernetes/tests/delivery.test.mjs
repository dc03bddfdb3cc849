import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fillTemplate } from "./copies.mjs";
import { cluster, everything, find, ofKind, overlay, shop } from "./manifests.mjs";
import { environments, kustomize, repository } from "./tools.mjs";

const argo = cluster();
const clusterScoped = ["Namespace", "ValidatingPolicy", "ImageValidatingPolicy"];
const group = (apiVersion) => (apiVersion.includes("/") ? apiVersion.split("/")[0] : "");
const kindsOf = (documents, scoped) => [...new Set(documents.filter((each) => clusterScoped.includes(each.kind) === scoped)
  .map((each) => `${group(each.apiVersion)}/${each.kind}`))].sort();
const listed = (list) => list.map((each) => `${each.group}/${each.kind}`).sort();

test("The project of the shop may hold what the shop is made of, and nothing else", () => {
  const documents = environments.flatMap((name) => [...shop(name), ...overlay(name)]);
  const { spec } = find(argo, "AppProject", "shop");

  assert.deepEqual(listed(spec.namespaceResourceWhitelist), kindsOf(documents, false));
  assert.deepEqual(listed(spec.clusterResourceWhitelist), kindsOf(documents, true));
  assert.deepEqual(spec.destinations, environments.map((name) => ({ name, namespace: `grocery-${name}` })));
});

test("The project of the cluster may hold policies and backups, and nothing else", () => {
  const documents = ofKind(argo, "ValidatingPolicy", "ImageValidatingPolicy", "Schedule");
  const { spec } = find(argo, "AppProject", "cluster");

  assert.deepEqual(listed(spec.namespaceResourceWhitelist), kindsOf(documents, false));
  assert.deepEqual(listed(spec.clusterResourceWhitelist), kindsOf(documents, true));
});

for (const name of ["shop", "cluster"]) {
  const { spec } = find(argo, "ApplicationSet", name);
  const fill = (text, environment) => text.replaceAll("{{.environment}}", environment);

  test(`Production is applied by hand, the other environments by themselves: ${name}`, () => {
    assert.deepEqual(spec.generators, [{ list: { elements: environments.map((environment) => ({ environment, automatic: environment !== "prod" })) } }]);
    assert.equal("automated" in spec.template.spec.syncPolicy, false);
    assert.deepEqual(fillTemplate(spec.templatePatch, { automatic: true }), { spec: { syncPolicy: { automated: { prune: true, selfHeal: true } } } });
    assert.equal(fillTemplate(spec.templatePatch, { automatic: false, environment: "prod" }), undefined);
  });

  test(`What is applied to each environment is there: ${name}`, () => {
    for (const environment of environments) {
      for (const { path, helm, repoURL } of spec.template.spec.sources) {
        const folder = join(repository, fill(path, environment));
        assert.equal(existsSync(join(folder, helm ? "Chart.yaml" : "kustomization.yaml")), true, folder);
        for (const file of helm?.valueFiles ?? []) assert.equal(existsSync(join(folder, fill(file, environment))), true, file);
        assert.deepEqual(find(argo, "AppProject", spec.template.spec.project).spec.sourceRepos, [repoURL]);
      }
    }
  });
}

test("The root holds the folder of Argo CD, without itself", () => {
  assert.equal(kustomize("argocd").includes("kind: Application\n"), false);
  for (const each of ofKind(argo, "AppProject", "ApplicationSet")) assert.equal(each.metadata.namespace, "argocd");
});

test("A backup is made every night, and has no secret in it", () => {
  const { spec } = find(argo, "Schedule", "nightly");

  assert.match(spec.schedule, /^\d+ \d+ \* \* \*$/);
  assert.deepEqual(spec.template.includedNamespaces, ["*"]);
  assert.equal(spec.template.excludedNamespaces.some((name) => name.startsWith("grocery")), false);
  assert.equal(spec.template.excludedResources.includes("secrets"), true);
});

test("Every key of the users' tokens comes to the services under its id, as it is in Secrets Manager", () => {
  const { target, dataFrom } = find(shop("prod"), "ExternalSecret", "identity").spec;
  const [{ literal }] = target.template.templateFrom;

  const variables = fillTemplate(literal, { Current: "k2", SigningKeys: JSON.stringify({ k1: "b2xk", k2: "bmV3PQ==" }) });

  assert.deepEqual(variables, { Identity__Current: "k2", Identity__SigningKeys__k1: "b2xk", Identity__SigningKeys__k2: "bmV3PQ==" });
  assert.deepEqual(dataFrom, [{ extract: { key: "grocery-prod/identity" } }]);
});

test("No manifest has a secret in it", () => {
  assert.deepEqual(ofKind(everything(), "Secret"), []);
});
