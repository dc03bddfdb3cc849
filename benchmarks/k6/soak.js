// Whether the shop keeps its service levels for hours: what leaks shows only then: k6 run soak.js
import { steadily, warmUpAt } from './scenarios.js';
import { thresholds } from './service-levels.js';

export { setup, visit } from './shop.js';

const rate = Number(__ENV.RATE || 20);
const minutes = Number(__ENV.MINUTES || 120);

/** @type {import('k6/options').Options} */
export const options = {
  scenarios: { 'warm-up': warmUpAt(rate), shop: steadily(rate, minutes) },
  thresholds: thresholds(minutes),
};
