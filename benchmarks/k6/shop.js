// The journeys of the runner (Grocery.Load, ShopJourneys.cs) for k6: of 100 visits 85 browse, 10 use their cart, 5 check out.
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate } from 'k6/metrics';

const target = __ENV.TARGET || 'http://localhost:8080';
const words = ['apple', 'milk', 'bread', 'cheese', 'tomato', 'rice', 'coffee', 'oat'];
const pageSize = 100;
const boughtCount = 20;

/** A virtual user is two customers: who checks out has a cart of its own. The shop signs up 60 from one address in a minute. */
export const users = 25;

const availability = new Rate('availability');
const fulfilled = new Counter('fulfilled');

http.setResponseCallback(http.expectedStatuses({ min: 200, max: 299 }));

// Of this virtual user.
let hasLeftovers = true;

/**
 * @typedef {{ id: string, category: string, price: number, stock: number }} Product
 * @typedef {{ regulars: string[], buyers: string[], categories: string[], ids: string[], bought: Product[] }} Shop
 */

/** Signs the customers up and reads what there is to buy. */
export function setup() {
  const products = readProducts();
  const bought = products.filter((product) => product.stock > 0).sort((one, other) => other.stock - one.stock).slice(0, boughtCount);
  if (bought.length === 0) {
    throw new Error(`The shop at ${target} has no product in stock.`);
  }

  return {
    regulars: signUp(users),
    buyers: signUp(users),
    categories: [...new Set(products.map((product) => product.category))],
    ids: products.map((product) => product.id),
    bought,
  };
}

/** @param {Shop} shop */
export function visit(shop) {
  const number = (exec.vu.idInTest - 1) % users;
  const choice = Math.random() * 100;
  if (choice < 85) {
    browse(shop, shop.regulars[number]);
  } else if (choice < 95) {
    useCart(shop, shop.regulars[number]);
  } else {
    checkOut(shop, shop.buyers[number]);
  }
}

/** @param {Shop} shop @param {string} session */
export function browse(shop, session) {
  const choice = Math.random() * 85;
  if (choice < 60) {
    send('browse/category', 'GET', `/api/products?category=${pick(shop.categories)}`, session);
  } else if (choice < 75) {
    send('browse/search', 'GET', `/api/products?search=${pick(words)}`, session);
  } else {
    send('browse/product', 'GET', `/api/products/${pick(shop.ids)}`, session);
  }
}

/** @param {Shop} shop @param {string} session */
export function useCart(shop, session) {
  if (Math.random() < 0.7) {
    send('cart/read', 'GET', '/api/cart', session);
  } else {
    send('cart/change', 'PUT', `/api/cart/items/${pick(shop.bought).id}`, session, { quantity: 1 + Math.floor(Math.random() * 5) });
  }
}

/** @param {Shop} shop @param {string} session */
export function checkOut(shop, session) {
  if (hasLeftovers && !send('checkout/clear', 'DELETE', '/api/cart', session)) {
    return;
  }

  hasLeftovers = true;
  const product = pick(shop.bought);
  if (!send('checkout/cart', 'PUT', `/api/cart/items/${product.id}`, session, { quantity: 1 })) {
    return;
  }

  const till = send('checkout/till', 'GET', '/api/checkout', session);
  if (till) {
    const slots = /** @type {{ deliverySlots: { id: string }[] }} */ (/** @type {unknown} */ (till.json())).deliverySlots;
    const order = { expectedTotal: product.price, deliverySlot: slots.length > 0 ? slots[slots.length - 1].id : null };
    const key = `k6-${exec.scenario.startTime}-${exec.vu.idInTest}-${exec.vu.iterationInInstance}`;
    hasLeftovers = !send('checkout/order', 'POST', '/api/orders', session, order, { 'Idempotency-Key': key });
  }
}

/**
 * Sends one request; what it measures is tagged with its step.
 * @param {string} step @param {string} method @param {string} path @param {string} session
 * @param {object} [body] @param {Record<string, string>} [headers]
 * @returns The answer, or null when it is not what was asked for.
 */
function send(step, method, path, session, body, headers = {}) {
  const response = http.request(method, `${target}${path}`, body ? JSON.stringify(body) : null, {
    cookies: { 'shop-session': { value: session, replace: true } },
    headers: body ? { 'Content-Type': 'application/json', ...headers } : headers,
    tags: { name: step },
    timeout: '20s',
  });
  const isOk = response.status >= 200 && response.status < 300;
  availability.add(response.status > 0 && response.status < 500);
  if (isOk) {
    fulfilled.add(1);
  }

  return isOk ? response : null;
}

function readProducts() {
  const products = [];
  for (let page = 1; ; page++) {
    const response = http.get(`${target}/api/products?page=${page}&pageSize=${pageSize}`);
    if (response.status !== 200) {
      throw new Error(`No shop answers at ${target} (status ${response.status}). Give its address: -e TARGET=URL`);
    }

    const items = /** @type {{ items: Product[] }} */ (/** @type {unknown} */ (response.json())).items;
    if (items.length === 0) {
      return products;
    }

    products.push(...items);
  }
}

/** @param {number} count */
function signUp(count) {
  const sessions = [];
  for (let number = 0; number < count; number++) {
    const account = { name: `k6-${random()}`, password: `${random()}-${random()}` };
    const response = http.post(`${target}/api/account`, JSON.stringify(account), {
      headers: { 'Content-Type': 'application/json' },
      jar: new http.CookieJar(),
    });
    if (response.status !== 201) {
      throw new Error(`The shop signs no customer up: it answers ${response.status} to POST /api/account.`);
    }

    sessions.push(response.cookies['shop-session'][0].value);
  }

  return sessions;
}

function random() {
  return Math.random().toString(36).slice(2, 14);
}

/** @template T @param {T[]} from */
function pick(from) {
  return from[Math.floor(Math.random() * from.length)];
}
