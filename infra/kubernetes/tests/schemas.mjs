// Checks manifests as strictly as an API server with fieldValidation=Strict: every key is known, and every value is of its type
// (TypeScript, over literals) and within its bounds (the validators of kubernetes-models, which let unknown keys pass).
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { here } from "./tools.mjs";

const modules = {
  "argoproj.io/v1alpha1/AnalysisTemplate": "@kubernetes-models/argo-rollouts",
  "argoproj.io/v1alpha1/Rollout": "@kubernetes-models/argo-rollouts",
  "argoproj.io/v1alpha1/Application": "@kubernetes-models/argo-cd",
  "argoproj.io/v1alpha1/ApplicationSet": "@kubernetes-models/argo-cd",
  "argoproj.io/v1alpha1/AppProject": "@kubernetes-models/argo-cd",
  "external-secrets.io/v1/ExternalSecret": "@kubernetes-models/external-secrets",
  "external-secrets.io/v1/SecretStore": "@kubernetes-models/external-secrets",
  "monitoring.coreos.com/v1/PodMonitor": "@kubernetes-models/prometheus-operator",
  "monitoring.coreos.com/v1/PrometheusRule": "@kubernetes-models/prometheus-operator",
};

// No package has these: their types are in types.ts, of what is used here alone.
const own = ["policies.kyverno.io/v1/ValidatingPolicy", "policies.kyverno.io/v1/ImageValidatingPolicy", "velero.io/v1/Schedule"];

const keyOf = (document) => `${document.apiVersion}/${document.kind}`;

const moduleOf = (document) => `${modules[keyOf(document)] ?? "kubernetes-models"}/${document.apiVersion}/${document.kind}`;

const nameOf = (document) => `${document.kind} ${document.metadata?.name} in ${document.metadata?.namespace ?? "no namespace"}`;

/** Returns what is wrong, a line each. */
export async function problems(documents) {
  return [...checkTypes(documents), ...(await checkValues(documents))];
}

function checkTypes(documents) {
  const folder = mkdtempSync(join(here, "node_modules", ".check-"));
  try {
    const imports = new Map(documents.map((document) => [keyOf(document),
      own.includes(keyOf(document))
        ? `import { I${document.kind} } from "../../types.js";`
        : `import { I${document.kind} } from "${moduleOf(document)}";`]));
    const lines = documents.map((document, index) => `export const m${index}: I${document.kind} = ${JSON.stringify(document)};`);
    writeFileSync(join(folder, "manifests.ts"), [...imports.values(), ...lines, ""].join("\n"));
    const options = ["--strict", "--noEmit", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "--pretty", "false", "--ignoreConfig"];
    execFileSync(join(here, "node_modules/.bin/tsc"), [...options, join(folder, "manifests.ts")], { encoding: "utf8", stdio: "pipe" });
    return [];
  } catch (error) {
    if (!error.stdout) throw error;
    return error.stdout.trimEnd().split("\n").map((line) => {
      const at = /manifests\.ts\((\d+),/.exec(line);
      const document = at && documents[Number(at[1]) - 1 - new Set(documents.map(keyOf)).size];
      return document ? `${nameOf(document)}: ${line.slice(line.indexOf("error"))}` : line;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function checkValues(documents) {
  const found = [];
  for (const document of documents.filter((each) => !own.includes(keyOf(each)))) {
    try {
      const { [document.kind]: Model } = await import(moduleOf(document));
      new Model(document).validate();
    } catch (error) {
      found.push(`${nameOf(document)}: ${error.message}`);
    }
  }
  return found;
}
