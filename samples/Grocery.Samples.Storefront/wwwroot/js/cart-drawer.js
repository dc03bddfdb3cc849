import { cart } from './cart.js';
import { byId, fill, h, icon } from './dom.js';
import { count, money } from './format.js';
import { message } from './notices.js';
import { tile } from './product-card.js';
import { go } from './router.js';
import { stepper } from './stepper.js';

let list, foot, lines;

export function openCart() {
  const dialog = byId('cart');
  if (dialog.open) return;
  show();
  dialog.showModal();
  byId('cart-title').focus();
  cart.load();
}

export function setUpCart() {
  const dialog = byId('cart');
  list = h('div', { className: 'drawer-body' });
  foot = h('div', { className: 'drawer-foot' });
  fill(dialog, h('div', { className: 'drawer-head' },
    h('h2', { id: 'cart-title', tabindex: '-1' }, 'Your cart'),
    h('button', { type: 'button', className: 'plain-icon', 'aria-label': 'Close the cart', onclick: () => dialog.close() }, icon('close'))), list, foot);
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  cart.addEventListener('change', () => { if (dialog.open) show(); });
}

function show() {
  const ids = cart.lines.map((line) => `${line.productId} ${line.price} ${line.name}`).join();
  if (lines === ids && list.querySelector('.line')) {
    for (const row of list.querySelectorAll('.line')) row.update();
  } else {
    drawLines();
    lines = ids;
  }

  drawFoot();
}

function drawLines() {
  const focused = document.activeElement?.closest('.line') ? byId('cart-title') : null;
  fill(list,
    cart.problem && message({
      title: 'Your cart does not answer', text: `${cart.problem.message} It comes back by itself.`,
      actions: [h('button', { type: 'button', className: 'button', onclick: () => cart.load() }, 'Try again')],
    }),
    cart.lines.length === 0 && !cart.problem && h('div', { className: 'empty' }, icon('cart', 'pictogram'), h('p', {}, 'Nothing in here yet.'),
      h('p', { className: 'muted' }, 'What you add waits here for you.')),
    cart.lines.length > 0 && h('ul', { className: 'lines' }, cart.lines.map(lineOf)));
  focused?.focus();
}

function lineOf(line) {
  const control = stepper(line, { removable: true });
  const total = h('p', { className: 'line-total' });
  const short = h('p', { className: 'line-short' });
  const row = h('li', { className: 'line' }, tile(line, 'tile small'),
    h('div', { className: 'line-text' }, h('p', { className: 'line-name' }, line.name ?? line.productId),
      h('p', { className: 'unit' }, [line.unit, typeof line.price === 'number' && `${money(line.price)} each`].filter(Boolean).join(' · ')), short),
    h('div', { className: 'line-side' }, total, control,
      h('button', { type: 'button', className: 'link', 'aria-label': `Remove ${line.name ?? line.productId}`, onclick: () => cart.set(line, 0) }, 'Remove')));
  row.update = () => {
    control.update();
    const quantity = cart.quantityOf(line.productId);
    total.textContent = typeof line.price === 'number' ? money(line.price * quantity) : 'Price not known';
    short.textContent = line.stock !== null && line.stock !== undefined && line.stock < quantity ? (line.stock < 1 ? 'Sold out' : `Only ${line.stock} left`) : '';
  };
  row.update();
  return row;
}

function drawFoot() {
  const empty = cart.lines.length === 0;
  fill(foot,
    !cart.complete && !empty && h('p', { className: 'hint warn' }, icon('alert'), 'Some prices are not known at the moment, so this is not the whole total.'),
    !empty && h('p', { className: 'total-row' }, h('span', {}, count(cart.units, 'item')), h('strong', {}, money(cart.total))),
    !empty && h('button', { type: 'button', className: 'button primary wide', onclick: () => { byId('cart').close(); go('#/checkout'); } }, 'Go to checkout'),
    empty && h('button', { type: 'button', className: 'button wide', onclick: () => byId('cart').close() }, 'Keep shopping'));
}
