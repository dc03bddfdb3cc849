// Whether the shop keeps its service levels under its usual traffic: k6 run slo.js
import { steadily, warmUpAt } from './scenarios.js';
import { thresholds } from './service-levels.js';

export { setup, visit } from './shop.js';

const rate = Number(__ENV.RATE || 20);
const minutes = Number(__ENV.MINUTES || 1);

/** @type {import('k6/options').Options} */
export const options = {
  scenarios: { 'warm-up': warmUpAt(rate), shop: steadily(rate, minutes) },
  thresholds: thresholds(minutes),
};
