import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kubernetes } from "./tools.mjs";

const terraform = readFileSync(join(kubernetes, "../terraform/system/locals.tf"), "utf8");

/** Who calls whom and who has a database, as it is deployed to ECS. */
export const roles = Object.fromEntries([...terraform.matchAll(/^ {4}(\w+) += \{ database = (null|"(\w+)"), asks = \[(.*)\] \}$/gm)]
  .map(([, service, , database, asks]) => [service, { database, asks: [...asks.matchAll(/\w+/g)].map(([name]) => name) }]));
