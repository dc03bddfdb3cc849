import { api } from '../api.js';
import { fill, h, icon } from '../dom.js';
import { count, moment, money, slot } from '../format.js';
import { message } from '../notices.js';
import { addressOf, here } from '../router.js';
import { needUser } from './need-user.js';

const PageSize = 10;

export function orders(main) {
  const body = h('div');
  fill(main, h('h1', { tabindex: '-1' }, 'Your orders'), body);
  const view = needUser(body, 'Sign in to see your orders', async () => {
    const page = Number(here().query.get('page')) || 1;
    const answer = await api('GET', `/orders?page=${page}&pageSize=${PageSize}`);
    fill(body, answer.items.length === 0 ? none() : h('ul', { className: 'orders' }, answer.items.map(card)), pages(page, answer.total));
  });
  return { title: 'Your orders', update: () => { view.run(); return true; }, signedIn: view.run, leave: view.leave };
}

export function order(main, { query, params: [orderId] }) {
  const body = h('div');
  fill(main, h('p', { className: 'crumb' }, h('a', { href: '#/orders' }, '← Your orders')), h('h1', { tabindex: '-1' }, query.get('new') ? 'Thank you!' : 'Your order'), body);
  const view = needUser(body, 'Sign in to see your order', async () => {
    const made = await api('GET', `/orders/${encodeURIComponent(orderId)}`);
    fill(body,
      query.get('new') && message({ title: 'Your order is placed', text: 'You find it here whenever you want.', kind: 'good' }),
      detail(made));
  });
  return { title: 'Your order', signedIn: view.run, leave: view.leave };
}

const none = () => h('div', { className: 'empty' }, icon('box', 'pictogram'), h('p', {}, 'No orders yet.'), h('a', { className: 'button', href: '#/' }, 'Go shopping'));

const units = (made) => made.items.reduce((all, item) => all + item.quantity, 0);

const card = (made) => h('li', {}, h('a', { className: 'order', href: `#/orders/${made.orderId}` },
  icon('box'),
  h('span', { className: 'order-text' }, h('strong', {}, moment(made.createdAt)), h('span', { className: 'muted' }, made.items.slice(0, 3).map((item) => item.name).join(', '), made.items.length > 3 && ` and ${made.items.length - 3} more`)),
  h('span', { className: 'order-side' }, h('strong', {}, money(made.total)), h('span', { className: 'muted' }, count(units(made), 'item')))));

const detail = (made) => h('section', { className: 'panel' },
  h('dl', { className: 'facts' },
    h('div', {}, h('dt', {}, 'Ordered'), h('dd', {}, moment(made.createdAt))),
    made.deliverySlot && h('div', {}, h('dt', {}, 'Delivery'), h('dd', {}, slot(made.deliverySlot))),
    made.note && h('div', {}, h('dt', {}, 'Note'), h('dd', {}, made.note)),
    h('div', {}, h('dt', {}, 'Number'), h('dd', { className: 'mono' }, made.orderId))),
  h('ul', { className: 'receipt' }, made.items.map((item) => h('li', {}, h('span', { className: 'times' }, `${item.quantity} ×`), h('span', {}, item.name, h('span', { className: 'muted' }, ` ${item.unit}`)), h('span', {}, money(item.lineTotal))))),
  h('p', { className: 'total-row' }, h('span', {}, 'Total'), h('strong', {}, money(made.total))));

const pages = (page, total) => {
  const last = Math.ceil(total / PageSize);
  return last > 1 && h('nav', { className: 'row pages', 'aria-label': 'Pages' },
    page > 1 && h('a', { className: 'button', href: addressOf('/orders', { page: page - 1 }) }, 'Newer'),
    h('span', { className: 'muted' }, `Page ${page} of ${last}`),
    page < last && h('a', { className: 'button', href: addressOf('/orders', { page: page + 1 }) }, 'Older'));
};
