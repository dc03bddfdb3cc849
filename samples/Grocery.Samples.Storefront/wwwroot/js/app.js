import { cart } from './cart.js';
import { openCart, setUpCart } from './cart-drawer.js';
import { attempt } from './checkout.js';
import { byId, fill, h, icon } from './dom.js';
import { count, money } from './format.js';
import { message, toast } from './notices.js';
import { addressOf, become, go, here } from './router.js';
import { session } from './session.js';
import { setUpSignIn, askToSignIn } from './sign-in.js';
import { account } from './views/account.js';
import { browse } from './views/browse.js';
import { checkout } from './views/checkout.js';
import { order, orders } from './views/orders.js';

const SearchPause = 250;
const views = [[/^\/$/, browse], [/^\/checkout$/, checkout], [/^\/orders$/, orders], [/^\/orders\/([\w-]+)$/, order], [/^\/account$/, account]];
let current;

function show() {
  const { path, query } = here();
  if (byId('cart').open) byId('cart').close();
  if (current?.path === path && current.view.update?.(query)) return showSearch(query.get('search') ?? '');

  const moved = current !== undefined && current.path !== path;
  current?.view.leave?.();
  const main = byId('main');
  fill(main);
  const [pattern, view] = views.find(([candidate]) => candidate.test(path)) ?? [/^/, browse];
  current = { path, view: view(main, { query, params: pattern.exec(path)?.slice(1) ?? [] }) };
  document.title = `${current.view.title} · Greengate Groceries`;
  showSearch(query.get('search') ?? '');
  if (!moved) return;
  scrollTo(0, 0);
  (main.querySelector('h1') ?? main).focus({ preventScroll: true });
}

// A space at the end is on its way to the next word.
function showSearch(text) {
  const field = byId('search');
  if (field.value.trim() !== text) field.value = text;
}

function setUpSearch() {
  const field = byId('search');
  let timer;
  const search = (leave) => {
    clearTimeout(timer);
    const { path, query } = here();
    const address = addressOf('/', { category: path === '/' ? query.get('category') : null, search: field.value.trim() });
    if (address === location.hash) return;
    if (path === '/' && !leave) become(address);
    else go(address);
  };
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, SearchPause); });
  byId('search-form').addEventListener('submit', (event) => { event.preventDefault(); search(); });
}

function showTools() {
  const tools = session.user
    ? [h('a', { className: 'tool', href: '#/orders' }, icon('box'), h('span', {}, 'Orders')),
       h('a', { className: 'tool', href: '#/account' }, icon('user'), h('span', { className: 'user-name' }, session.user.name))]
    : [h('button', { type: 'button', className: 'tool', 'aria-haspopup': 'dialog', onclick: () => askToSignIn() }, icon('user'), h('span', {}, 'Sign in'))];
  fill(byId('user-tools'), tools);
}

function showCartButton() {
  const units = cart.units;
  const label = units === 0 ? 'Cart, empty' : `Cart, ${count(units, 'item')}, ${money(cart.total)}`;
  byId('cart-button').setAttribute('aria-label', label);
  fill(byId('cart-button'), icon('cart'), units > 0 && h('span', { className: 'badge' }, units), h('span', { className: 'amount' }, units > 0 ? money(cart.total) : 'Cart'));
}

// An order without an answer is on every page until there is one.
function showBanner() {
  const open = attempt.find(session.user) && here().path !== '/checkout';
  fill(byId('banner'), open && message({
    title: 'We do not know yet whether your last order arrived',
    text: 'It is safe to ask again: it is never ordered twice.',
    actions: [h('a', { className: 'button', href: '#/checkout' }, 'Find out')],
  }));
}

async function start() {
  setUpSearch();
  setUpSignIn();
  setUpCart();
  document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); byId('main').focus(); });
  byId('cart-button').addEventListener('click', openCart);
  cart.addEventListener('refused', (event) => toast(event.detail, 'warn'));
  cart.addEventListener('change', showCartButton);
  session.addEventListener('change', () => { showTools(); showBanner(); cart.load(); current?.view.signedIn?.(); });
  attempt.addEventListener('end', showBanner);
  addEventListener('hashchange', () => { show(); showBanner(); });
  addEventListener('storage', (event) => { if (event.key === 'shop.cart' && !session.user) cart.load(); });
  showCartButton();
  showTools();
  show();
  try {
    await session.load();
  } catch {
    // Without an answer the shop is open to browse.
    session.end();
  }
}

start();
