// Whether the shop keeps its service levels when five times as many come, and afterwards: k6 run spike.js
import { inStages, warmUpAt } from './scenarios.js';
import { thresholds } from './service-levels.js';

export { setup, visit } from './shop.js';

const rate = Number(__ENV.RATE || 20);
const peak = Number(__ENV.PEAK || 5 * rate);

/** @type {import('k6/options').Options} */
export const options = {
  scenarios: {
    'warm-up': warmUpAt(rate),
    shop: inStages(rate, [
      { target: rate, duration: '30s' },
      { target: peak, duration: '10s' },
      { target: peak, duration: '30s' },
      { target: rate, duration: '10s' },
      { target: rate, duration: '40s' },
    ]),
  },
  thresholds: thresholds(2),
};
