// Puts the stand-ins in the place of the modules of k6.
export function resolve(name, context, next) {
  return name.startsWith('k6/') ? { url: new URL(`./${name.slice(3)}.mjs`, import.meta.url).href, shortCircuit: true } : next(name, context);
}
