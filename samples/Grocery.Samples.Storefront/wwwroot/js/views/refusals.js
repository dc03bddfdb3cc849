import { money } from '../format.js';

/** Says in plain words why an order was not taken, and what to do. */
export function explain(problem, cart) {
  switch (problem.title) {
    case 'Price changed':
      return { title: 'The total has changed', text: `Your cart now costs ${money(problem.body.total)}. Nothing was ordered. Look at the new total below, and order if you agree.` };
    case 'Not enough stock':
      return { title: 'There is not enough of everything', text: `Nothing was ordered. ${shortages(problem.body.items ?? [], cart)} Change the cart, then order again.` };
    case 'Cart empty':
      return { title: 'Your cart is empty', text: 'Was it ordered in another window? Your orders tell.' };
    case 'Checkout is closed':
      return { title: 'The checkout is closed for the moment', text: 'Nothing was ordered, and your cart stays as it is. Come back a little later.' };
    case 'Prices unknown':
      return { title: 'Some prices are not known right now', text: 'Nothing was ordered. Try again in a moment.' };
    case 'Checkout too slow':
      return { title: 'That took too long', text: 'Nothing was ordered. Try again in a moment.' };
    default:
      return { title: 'The order was not taken', text: Object.values(problem.fields).flat().join(' ') || problem.message };
  }
}

function shortages(items, cart) {
  const nameOf = (id) => cart.lines.find((line) => line.productId === id)?.name ?? id;
  return items.map(({ productId, available }) => (available < 1 ? `${nameOf(productId)} is sold out.` : `Only ${available} left of ${nameOf(productId)}.`)).join(' ');
}
