import { keep, read } from './storage.js';

// The cart of who is not signed in: in this browser only, with the product as it was when it was added.
const Key = 'shop.cart';
const ProductId = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LongestId = 64;

export const MostProducts = 50;
export const MostOfOne = 99;

/** What the cart service would take; what another version or a hand has left in the storage is not. */
export function readLocal() {
  const lines = read(Key);
  const seen = new Set();
  return Array.isArray(lines) ? lines.filter((line) => isLine(line) && !seen.has(line.productId) && seen.add(line.productId)).slice(0, MostProducts) : [];
}

export const writeLocal = (lines) => keep(Key, lines.length === 0 ? null : lines);

const isLine = (line) => typeof line?.productId === 'string' && line.productId.length <= LongestId && ProductId.test(line.productId)
  && Number.isInteger(line.quantity) && line.quantity >= 1 && line.quantity <= MostOfOne;
