import { api } from '../api.js';
import { cart } from '../cart.js';
import { fill, h, icon } from '../dom.js';
import { count, moment, money } from '../format.js';
import { readLocal } from '../local-cart.js';
import { message, toast } from '../notices.js';
import { go } from '../router.js';
import { session } from '../session.js';
import { needUser } from './need-user.js';

const names = { products: 'the shelves', cart: 'your cart', orders: 'your orders', statistics: 'what others buy' };

export function account(main) {
  const title = h('h1', { tabindex: '-1' }, 'Your account');
  const body = h('div');
  const leave = h('div');
  fill(main, title, body, leave);
  const view = needUser(body, 'Sign in to see your account', async () => {
    title.textContent = `Hello, ${session.user.name}`;
    // The cart of this browser is being taken over after a sign-in: the summary is to count it. Its problem is shown with the cart.
    if (readLocal().length > 0) await cart.settled().catch(() => {});
    const summary = await api('GET', '/summary');
    fill(body, missing(summary.missing), h('div', { className: 'cards' }, cartCard(summary.cart), ordersCard(summary.orders), shelvesCard(summary.products), popular(summary.statistics)));
  });

  const draw = () => fill(leave, session.user && h('button', { type: 'button', className: 'button', onclick: signOut }, 'Sign out'));
  draw();
  return { title: 'Your account', signedIn: () => { draw(); view.run(); }, leave: view.leave };
}

async function signOut() {
  try {
    await session.signOut();
    toast('You are signed out.');
    go('#/');
  } catch (problem) {
    toast(problem.message, 'warn');
  }
}

const missing = (parts) => parts.length > 0 && message({
  title: 'Not everything is here right now', text: `Missing at the moment: ${parts.map((part) => names[part] ?? part).join(', ')}. The rest is up to date.`,
});

const part = (name, value, show) => h('section', { className: value ? 'panel' : 'panel missing' }, h('h2', {}, name), value ? show(value) : h('p', { className: 'muted' }, icon('alert'), ' Not available right now'));
const big = (text) => h('p', { className: 'big' }, text);

const cartCard = (cart) => part('Cart', cart, () => [big(money(cart.total)), h('p', { className: 'muted' }, count(cart.units, 'item'))]);

const ordersCard = (orders) => part('Orders', orders, () => [big(orders.count), orders.last
  ? h('p', { className: 'muted' }, 'Last: ', h('a', { href: `#/orders/${orders.last.orderId}` }, moment(orders.last.createdAt)), `, ${money(orders.last.total)}`)
  : h('p', { className: 'muted' }, 'None yet')]);

const shelvesCard = (products) => part('Shelves', products, () => [big(products.products), h('p', { className: 'muted' }, 'products to choose from')]);

const popular = (statistics) => part('What others buy', statistics, () => [
  h('ol', { className: 'popular' }, statistics.topProducts.slice(0, 5).map((product) => h('li', {}, h('span', {}, product.name), h('span', { className: 'muted' }, product.units)))),
  h('p', { className: 'muted' }, `${count(statistics.orders, 'order')}, as of ${moment(statistics.asOf)}`)]);
