// The expressions of the policies, evaluated as CEL; only Kyverno itself can tell about signatures.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Environment } from "@marcbachmann/cel-js";
import { cluster, find, ofKind, overlay, parse, shop, workloads } from "./manifests.mjs";
import { environments, kubernetes } from "./tools.mjs";

const tests = join(kubernetes, "policies/tests");
const read = (file) => parse(readFileSync(join(tests, file), "utf8"));
const policies = ofKind(cluster(), "ValidatingPolicy");

/** Returns the messages of the validations that a pod fails. */
function violations(policy, pod) {
  const cel = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  const context = { object: pod, variables: {} };
  for (const { name, expression } of policy.spec.variables ?? []) context.variables[name] = cel.evaluate(expression, context);
  return policy.spec.validations.filter(({ expression }) => cel.evaluate(expression, context) !== true).map(({ message }) => message);
}

const [{ results }] = read("kyverno-test.yaml");
const pods = Object.fromEntries(read("pods.yaml").map((pod) => [pod.metadata.name, pod]));

for (const { policy, resources, result } of results) {
  for (const name of resources) {
    test(`${policy}: the pod ${name} is to ${result}`, () => {
      const found = violations(find(policies, "ValidatingPolicy", policy), pods[name]);

      assert.equal(found.length === 0 ? "pass" : "fail", result, found.join("\n"));
    });
  }
}

test("Every policy is tested on what it lets in and on what it refuses, and every pod is used", () => {
  for (const { metadata } of policies)
    assert.deepEqual(new Set(results.filter((each) => each.policy === metadata.name).map((each) => each.result)), new Set(["pass", "fail"]), metadata.name);
  assert.deepEqual([...new Set(results.flatMap((each) => each.resources))].sort(), Object.keys(pods).sort());
});

test("Every validation is failed by some pod, and says how to mend it", () => {
  for (const policy of policies) {
    const messages = new Set(Object.values(pods).flatMap((pod) => violations(policy, pod)));
    assert.deepEqual([...messages].sort(), policy.spec.validations.map((each) => each.message).sort());
    for (const message of messages) assert.match(message, /\. (Set|Take|Name) /);
  }
});

for (const environment of environments) {
  test(`Every policy lets in the pods of ${environment}`, () => {
    for (const { metadata, spec } of workloads(shop(environment)))
      for (const policy of policies)
        assert.deepEqual(violations(policy, { apiVersion: "v1", kind: "Pod", ...spec.template }), [], metadata.name);
  });

  test(`Every policy is in force in the namespace of ${environment}`, () => {
    const [{ metadata }] = ofKind(overlay(environment), "Namespace");
    const all = ofKind(cluster(), "ValidatingPolicy", "ImageValidatingPolicy");

    assert.equal(all.length, 4);
    for (const { spec } of all) {
      assert.deepEqual([spec.validationActions, spec.failurePolicy], [["Deny"], "Fail"]);
      const [{ key, operator }] = spec.matchConstraints.namespaceSelector.matchExpressions;
      assert.equal(operator === "Exists" && key in metadata.labels, true);
      assert.deepEqual(spec.matchConstraints.resourceRules, [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["pods"] }]);
    }
  });
}

test("Every image, of containers and of init containers, has to be signed by the pipeline", () => {
  const { spec } = find(cluster(), "ImageValidatingPolicy", "signed-images");

  assert.deepEqual(spec.matchImageReferences, [{ glob: "*" }]);
  assert.deepEqual(spec.validationConfigurations, { required: true, verifyDigest: true, mutateDigest: false });
  const [{ name, cosign }] = spec.attestors;
  assert.match(cosign.key.kms, /^awskms:\/\/\/arn:aws:kms:us-west-2:444444444444:alias\/grocery-images$/);
  for (const [index, part] of ["containers", "initContainers"].entries()) {
    assert.match(spec.validations[index].expression, new RegExp(`images\\.\\??${part}`));
    assert.match(spec.validations[index].expression, new RegExp(`verifyImageSignatures\\(image, \\[attestors\\.${name}\\]\\)`));
  }
});
