// An environment is the same account, region, name and network, whichever of the two runs its services.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse as parseYaml } from "yaml";
import { find, ofKind, overlay, shop } from "./manifests.mjs";
import { environments, kubernetes } from "./tools.mjs";

for (const environment of environments) {
  const terraform = readFileSync(join(kubernetes, "../terraform/environments", environment, "terraform.tfvars"), "utf8");
  const set = (name) => new RegExp(`\\b${name}\\s*=\\s*"?([^",\\s}]+)"?`).exec(terraform)[1];
  const { global } = parseYaml(readFileSync(join(kubernetes, "environments", environment, "values.yaml"), "utf8"), { merge: true });

  test(`${environment} is the account, the region and the name that Terraform has`, () => {
    assert.deepEqual(
      [global.environment, global.accountId, global.region, global.domain],
      [set("environment"), set("account_id"), set("region"), set("domain")]);
    assert.match(global.certificateArn, new RegExp(`^arn:aws:acm:${set("region")}:${set("account_id")}:`));
    assert.equal(find(overlay(environment), "SecretStore", "aws").spec.provider.aws.region, set("region"));
    assert.equal(find(overlay(environment), "ServiceAccount", "external-secrets").metadata.annotations["eks.amazonaws.com/role-arn"],
      `arn:aws:iam::${set("account_id")}:role/grocery-${environment}-external-secrets`);
  });

  // As modules/network divides the range: /24 for the databases from 240 on, /22 for the load balancers from 192 on.
  test(`${environment}: the ranges of addresses are those that Terraform divides the network into`, () => {
    const [first, second] = set("cidr").split(".");

    assert.deepEqual(global.network.databaseCidrs, [240, 241, 242].map((third) => `${first}.${second}.${third}.0/24`));
    assert.deepEqual(global.network.loadBalancerCidrs, [192, 196, 200].map((third) => `${first}.${second}.${third}.0/22`));
    const endpoints = !/endpoints\s*=\s*false/.test(terraform);
    assert.deepEqual(global.network.awsCidrs.map((each) => each.cidr), [endpoints ? set("cidr") : "0.0.0.0/0"]);
  });
}

test("Prometheus has every rule that is written for it, as it is written", () => {
  const monitoring = join(kubernetes, "../monitoring");
  const files = ["alerts", "slo"].filter((folder) => existsSync(join(monitoring, folder))).flatMap((folder) => readdirSync(join(monitoring, folder))
    .filter((file) => file.endsWith(".yml"))
    .map((file) => [`${folder}-${file.slice(0, -4)}`, join(monitoring, folder, file)]));

  const rules = Object.fromEntries(ofKind(shop("prod"), "PrometheusRule").map((each) => [each.metadata.name, each.spec]));

  assert.ok(files.length > 5);
  assert.deepEqual(rules, Object.fromEntries(files.map(([name, path]) => [name, parseYaml(readFileSync(path, "utf8"))])));
});

test("The database is prepared as on ECS: by a process of its own, with these settings of the service", () => {
  const services = readFileSync(join(kubernetes, "../terraform/system/services.tf"), "utf8");
  const modes = [...services.matchAll(/^ +Database__Migrations += "(\w+)"$/gm)].map(([, mode]) => mode).sort();
  const { containers, initContainers } = find(shop("prod"), "Rollout", "cart").spec.template.spec;

  const own = [...containers, ...initContainers].map((each) => each.env.find((entry) => entry.name === "Database__Migrations").value);
  assert.deepEqual(own.sort(), modes);
});
