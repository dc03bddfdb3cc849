// What is applied to a cluster, each part rendered once for all tests of a file.
import { parseAllDocuments } from "yaml";
import { environments, kustomize, renderShop } from "./tools.mjs";

/** Reads YAML documents; a key that comes twice, or an alias that means nothing, is an error. */
export function parse(text) {
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  }).filter((content) => content !== null);
}

const rendered = new Map();
const once = (name, render) => {
  if (!rendered.has(name)) rendered.set(name, parse(render()));
  return rendered.get(name);
};

/** The shop of an environment, without its namespace. */
export const shop = (environment) => once(`shop ${environment}`, () => renderShop(environment));

export const overlay = (environment) => once(`overlay ${environment}`, () => kustomize(`overlays/${environment}`));

export const cluster = () => ["argocd", "policies", "velero"].flatMap((folder) => once(folder, () => kustomize(folder)));

export const everything = () => [...environments.flatMap((name) => [...shop(name), ...overlay(name)]), ...cluster()];

export const ofKind = (documents, ...kinds) => documents.filter((document) => kinds.includes(document.kind));

export const find = (documents, kind, name) => {
  const [found] = documents.filter((document) => document.kind === kind && document.metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}.`);
  return found;
};

export const workloads = (documents) => ofKind(documents, "Deployment", "Rollout");

export const workload = (documents, name) => workloads(documents).find((document) => document.metadata.name === name);

export const container = (workload) => workload.spec.template.spec.containers[0];

export const variables = (workload) => Object.fromEntries(container(workload).env.map((entry) => [entry.name, entry.value]));

/** Tells whether labels have everything that a selector of them asks for. */
export const matches = (selector, labels) => Object.entries(selector).every(([key, value]) => labels?.[key] === value);
