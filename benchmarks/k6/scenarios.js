// Visits start at the rate of the scenario, whether or not earlier ones have their answers; the virtual users only bound how many are under way.
import { users } from './shop.js';

const shared = { exec: 'visit', timeUnit: '1s', preAllocatedVUs: users, maxVUs: users };

/** The seconds that are left out of the figures. */
export const warmUp = 10;

/** @param {number} rate @returns {import('k6/options').Scenario} */
export function warmUpAt(rate) {
  return { ...shared, executor: 'constant-arrival-rate', rate, duration: `${warmUp}s` };
}

/** @param {number} rate @param {number} minutes @returns {import('k6/options').Scenario} */
export function steadily(rate, minutes) {
  return { ...shared, executor: 'constant-arrival-rate', rate, duration: `${minutes * 60}s`, startTime: `${warmUp}s` };
}

/** @param {number} rate @param {import('k6/options').Stage[]} stages @returns {import('k6/options').Scenario} */
export function inStages(rate, stages) {
  return { ...shared, executor: 'ramping-arrival-rate', startRate: rate, stages, startTime: `${warmUp}s` };
}
