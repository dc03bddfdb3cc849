// Runs a script of k6 under Node: its options, and with a second argument its setup and so many visits.
import { register } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [script, visits] = process.argv.slice(2);
register('./modules.mjs', import.meta.url);
globalThis.__ENV = process.env;
globalThis.open = (path) => readFileSync(resolve(script, '..', path), 'utf8');

const { options, setup, visit } = await import(pathToFileURL(resolve(script)).href);
const { values } = await import('k6/metrics');
const { default: execution } = await import('k6/execution');
if (visits) {
  const shop = JSON.parse(JSON.stringify(setup()));
  for (let number = 0; number < Number(visits); number++) {
    visit(shop);
    execution.vu.iterationInInstance++;
  }
}

console.log(JSON.stringify({ options, values }));
