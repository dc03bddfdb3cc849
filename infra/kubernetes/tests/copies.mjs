// A copy of the charts and what they link to, for tests that break something.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "./manifests.mjs";
import { helm, kubernetes, repository } from "./tools.mjs";

const parts = ["infra/kubernetes/charts", "infra/kubernetes/environments", "infra/monitoring", "infra/terraform/contracts"];

/** Renders the shop of dev with the contract of a service changed. */
export function renderWithContract(service, change, ...args) {
  const folder = mkdtempSync(join(tmpdir(), "grocery-charts-"));
  try {
    for (const part of parts) cpSync(join(repository, part), join(folder, part), { recursive: true, verbatimSymlinks: true });
    const path = join(folder, "infra/terraform/contracts", `${service}.json`);
    const contract = JSON.parse(readFileSync(path, "utf8"));
    change(contract);
    writeFileSync(path, JSON.stringify(contract));

    const values = join(folder, "infra/kubernetes/environments/dev");
    return parse(helm("template", "shop", join(folder, "infra/kubernetes/charts/shop"), "--values", join(values, "values.yaml"),
      "--values", join(values, "versions.yaml"), ...args));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Fills a Go template as other programs do that have the same functions: External Secrets, Argo CD. */
export function fillTemplate(text, context) {
  const folder = mkdtempSync(join(tmpdir(), "grocery-template-"));
  try {
    mkdirSync(join(folder, "templates"));
    writeFileSync(join(folder, "Chart.yaml"), "{ apiVersion: v2, name: template, version: 0.0.0 }");
    writeFileSync(join(folder, "templates/filled.yaml"), `{{- with .Values.context }}\n${text}\n{{- end }}`);
    writeFileSync(join(folder, "values.yaml"), JSON.stringify({ context }));
    const [filled] = parse(helm("template", "filled", folder));
    return filled;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const readContract = (service) =>
  JSON.parse(readFileSync(join(kubernetes, "../terraform/contracts", `${service}.json`), "utf8"));
