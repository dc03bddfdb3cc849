import { api } from './api.js';
import { keep, read } from './storage.js';

const Key = 'shop.order-attempt';

// Refusals that say themselves that nothing was ordered. After any other fault, nobody knows.
const NothingOrdered = new Set(['Checkout is closed', 'Prices unknown', 'Checkout too slow']);

/**
 * An order that was sent and has no definite answer yet, with the key that makes it safe to send again. It outlives a reload:
 * an order whose answer was lost is asked for again, never made a second time.
 */
class Attempt extends EventTarget {
  find(user) {
    const kept = read(Key);
    return user && kept?.user === user.name ? kept : null;
  }

  start(user, body) {
    const made = { user: user.name, key: crypto.randomUUID?.() ?? random(), at: new Date().toISOString(), body };
    keep(Key, made);
    return made;
  }

  end() {
    keep(Key, null);
    this.dispatchEvent(new Event('end'));
  }
}

export const attempt = new Attempt();

/** Sends an attempt, for the first time or again. Ends it when the answer is definite; the failure says so by `definite`. */
export async function send(made) {
  try {
    const order = await api('POST', '/orders', { body: made.body, headers: { 'Idempotency-Key': made.key } });
    attempt.end();
    return order;
  } catch (problem) {
    problem.definite = isDefinite(problem);
    if (problem.definite) attempt.end();
    throw problem;
  }
}

function isDefinite(problem) {
  if (problem.status === 503) return NothingOrdered.has(problem.title);
  return problem.status >= 400 && problem.status < 500 && ![401, 408, 425, 429].includes(problem.status) && problem.title !== 'Checkout under way';
}

// Where the page is not served by https, randomUUID is missing.
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
