import { cart } from './cart.js';
import { h, icon } from './dom.js';
import { MostOfOne } from './local-cart.js';
import { announce } from './notices.js';

/** The control that puts a product into the cart and changes how many there are. It follows the cart by `update()`. */
export function stepper(product, { removable = false } = {}) {
  const id = product.productId ?? product.id;
  const name = product.name ?? id;
  const stock = product.stock ?? MostOfOne;
  const root = h('div', { className: 'stepper' });
  const change = (by) => {
    const quantity = cart.quantityOf(id) + by;
    cart.set(product, quantity);
    announce(quantity < 1 ? `${name} is out of the cart` : `${quantity} of ${name} in the cart`);
  };

  const add = h('button', { type: 'button', className: 'add', 'aria-label': `Add ${name} to the cart`, onclick: () => { change(1); plus.focus(); } }, icon('plus'), 'Add');
  const minus = h('button', { type: 'button', 'aria-label': `One ${name} less`, onclick: less }, icon('minus'));
  const plus = h('button', { type: 'button', 'aria-label': `One ${name} more`, onclick: () => change(1) }, icon('plus'));
  const number = h('output', { 'aria-label': `${name} in the cart` });
  const soldOut = h('span', { className: 'sold-out' }, 'Sold out');

  function less() {
    change(-1);
    if (cart.quantityOf(id) === 0 && add.isConnected) add.focus();
  }

  let shown;
  root.update = () => {
    const quantity = cart.quantityOf(id);
    if (quantity === shown) return;
    shown = quantity;
    number.textContent = quantity;
    plus.disabled = quantity >= Math.min(stock, MostOfOne);
    root.classList.toggle('on', quantity > 0);
    const parts = quantity > 0 || removable ? [minus, number, plus] : stock < 1 ? [soldOut] : [add];
    if (parts.some((part) => part.parentNode !== root)) root.replaceChildren(...parts);
  };
  root.update();
  return root;
}
