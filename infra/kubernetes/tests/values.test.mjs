import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { container, find, parse, shop, workload } from "./manifests.mjs";
import { helm, kubernetes, renderShop, services } from "./tools.mjs";

const refusals = {
  "A value that nobody knows is refused by its name": [["cart.replicas=3"], /cart:\n.*additional properties 'replicas' not allowed/],
  "A value that nobody knows is refused at any depth": [["order.scaling.mim=3"], /order:\n.*'\/scaling': additional properties 'mim' not allowed/],
  "A service that there is not is refused": [["carts.tmpSize=1Gi"], /shop:\n.*additional properties 'carts' not allowed/],
  "A value of all that nobody knows is refused": [["global.stage=dev"], /'\/global': additional properties 'stage' not allowed/],
  "An image by its tag is refused": [["cart.image.digest=latest"], /'\/image\/digest': 'latest' does not match pattern/],
  "A repository that has a tag is refused": [["cart.image.repository=registry.example/cart:1"], /'\/image\/repository': .* does not match pattern/],
  "A way to deploy that there is not is refused": [["cart.deployment.strategy=blueGreen"], /'\/deployment\/strategy': value must be one of 'rolling', 'canary'/],
  "A watch that ends before it has seen anything is refused": [["cart.deployment.canary.pauseMinutes=1"], /pauseMinutes': minimum: got 1, want 4/],
  "A call of a service that there is not is refused": [["cart.asks={stock}"], /'\/asks\/0': value must be one of/],
  "A memory without a unit is refused": [["cart.resources.limits.memory=512"], /'\/resources\/limits\/memory'/],
  "An address range that is none is refused": [["global.network.databaseCidrs={10.0.0.1}"], /databaseCidrs\/0': '10.0.0.1' does not match pattern/],
  "More pods at least than at most are refused": [["cart.scaling.min=9"], /cart: scaling has min 9 and max 3; min must not be more than max/],
  "A variable that the chart sets is refused": [["cart.environmentVariables.ASPNETCORE_HTTP_PORTS=80"], /cart: environmentVariables sets ASPNETCORE_HTTP_PORTS, which the chart sets/],
};

for (const [name, [settings, expected]] of Object.entries(refusals)) {
  test(name, () => assert.throws(() => renderShop("dev", ...settings.flatMap((setting) => ["--set", setting])), expected));
}

test("A service whose image nobody recorded is refused", () => {
  const chart = join(kubernetes, "charts/shop");

  assert.throws(() => helm("template", "shop", chart, "--values", join(kubernetes, "environments/dev/values.yaml")), /cart:\n.*missing property 'image'/);
});

test("The environment counts more than the chart of the service, and that more than the library", () => {
  const folder = mkdtempSync(join(tmpdir(), "grocery-values-"));
  try {
    const values = join(folder, "values.yaml");
    writeFileSync(values, "storefront: { scaling: { max: 9 }, resources: { limits: { memory: 1Gi } } }\n");

    const documents = parse(renderShop("dev", "--values", values));

    const pod = workload(documents, "storefront").spec.template.spec;
    assert.equal(find(documents, "HorizontalPodAutoscaler", "storefront").spec.minReplicas, 1, "of the environment");
    assert.equal(find(documents, "HorizontalPodAutoscaler", "storefront").spec.maxReplicas, 9, "of the later file");
    assert.equal(pod.containers[0].lifecycle.preStop.sleep.seconds, 15, "of the chart");
    assert.deepEqual(pod.containers[0].resources, { requests: { cpu: "250m", memory: "384Mi" }, limits: { cpu: "1", memory: "1Gi" } }, "of the library, but for the limit");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("A variable of one's own comes to the service as text", () => {
  const documents = parse(renderShop("dev", "--set", "cart.environmentVariables.Cart__MaxItems=50"));

  const [found] = container(workload(documents, "cart")).env.filter((entry) => entry.name === "Cart__MaxItems");
  assert.deepEqual(found, { name: "Cart__MaxItems", value: "50" });
});

for (const chart of ["shop", ...services]) {
  test(`Helm finds nothing wrong with the chart ${chart}, and what it needs is there`, () => {
    const values = ["values.yaml", "versions.yaml"].map((file) => join(kubernetes, "environments/dev", file));
    const path = join(kubernetes, "charts", chart);

    if (chart === "shop") helm("lint", "--strict", path, "--values", values[0], "--values", values[1]);
    const dependencies = helm("dependency", "list", path).trim().split("\n").slice(1).filter((line) => line.trim());

    assert.equal(dependencies.length, chart === "shop" ? services.length : 1);
    for (const line of dependencies) assert.match(line, /unpacked\s*$/);
  });
}

test("The shop can be packed into one file, small enough for a cluster to keep, that says the same", () => {
  const folder = mkdtempSync(join(tmpdir(), "grocery-package-"));
  try {
    const packed = /to: (.*)\n/.exec(helm("package", join(kubernetes, "charts/shop"), "--destination", folder))[1];

    const values = ["values.yaml", "versions.yaml"].flatMap((file) => ["--values", join(kubernetes, "environments/prod", file)]);
    assert.deepEqual(parse(helm("template", "shop", packed, "--namespace", "grocery-prod", ...values)), shop("prod"));
    assert.ok(statSync(packed).size < 200_000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
