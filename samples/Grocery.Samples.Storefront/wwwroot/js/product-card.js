import { lookOf } from './categories.js';
import { h, icon } from './dom.js';
import { money } from './format.js';
import { stepper } from './stepper.js';

const LowStock = 10;

// Neighbours in one category differ a little, and always in the same way.
function shift(id) {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + letter.charCodeAt(0)) % 997;
  return (hash % 37) - 18;
}

export function tile(product, className = 'tile') {
  const look = lookOf(product.category ?? 'all');
  return h('div', { className, hue: look.hue + shift(product.id ?? product.productId) }, icon(look.icon, 'pictogram'));
}

export function productCard(product) {
  const control = stepper(product);
  const card = h('li', { className: 'product' },
    tile(product),
    product.stock > 0 && product.stock <= LowStock && h('p', { className: 'few' }, `Only ${product.stock} left`),
    h('div', { className: 'product-text' }, h('h3', {}, product.name), h('p', { className: 'unit' }, product.unit)),
    h('div', { className: 'product-foot' }, h('p', { className: 'price' }, money(product.price)), control));
  card.update = control.update;
  return card;
}

export const skeletons = (number) => Array.from({ length: number }, () => h('li', { className: 'product ghost', 'aria-hidden': 'true' },
  h('div', { className: 'tile' }), h('div', { className: 'product-text' }, h('span'), h('span'))));
