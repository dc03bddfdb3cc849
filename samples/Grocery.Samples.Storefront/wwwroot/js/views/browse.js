import { api, isAbort } from '../api.js';
import { cart } from '../cart.js';
import { inOrder, lookOf } from '../categories.js';
import { Comeback } from '../comeback.js';
import { fill, h, icon } from '../dom.js';
import { count } from '../format.js';
import { announce, message } from '../notices.js';
import { productCard, skeletons } from '../product-card.js';
import { addressOf, go } from '../router.js';

const PageSize = 24;
const FreshSize = 12;
let categories;

export function browse(main, { query }) {
  const chips = h('ul', { className: 'chips' });
  const shelf = h('section', { 'aria-label': 'Fresh today' });
  const title = h('h1', { tabindex: '-1' }, 'Groceries');
  const found = h('p', { className: 'muted' });
  const hero = h('div');
  const fresh = h('ul', { className: 'shelf' });
  const notice = h('div');
  const grid = h('ul', { id: 'products', className: 'grid', 'aria-label': 'Products' });
  const more = h('div', { className: 'more' });
  fill(main, hero, h('nav', { className: 'categories', 'aria-label': 'Categories' }, chips), shelf, h('div', { className: 'list-head' }, title, found), notice, grid, more);

  const comeback = new Comeback(() => load());
  let filter = {}, page = 1, request;

  const update = (next) => {
    filter = { category: next.get('category'), search: next.get('search') };
    page = 1;
    const look = filter.category && lookOf(filter.category);
    title.textContent = filter.search ? `“${filter.search}”${look ? ` in ${look.label}` : ''}` : look ? look.label : 'All products';
    const home = !filter.search && !filter.category;
    fill(hero, home && welcome());
    fill(shelf);
    if (home) loadFresh();
    drawChips();
    load();
    return true;
  };

  function drawChips() {
    if (!categories) return;
    const total = categories.reduce((all, category) => all + category.products, 0);
    const chip = (name, look, products) => h('li', {}, h('a', {
      className: 'chip', hue: look.hue, href: addressOf('/', { category: name, search: filter.search }), 'aria-current': (filter.category ?? '') === name ? 'true' : null,
    }, icon(look.icon), h('span', {}, look.label), h('span', { className: 'chip-count', 'aria-label': count(products, 'product') }, products)));
    fill(chips, chip('', { label: 'Everything', hue: 140, icon: 'all' }, total), inOrder(categories).map(({ name, products }) => chip(name, lookOf(name), products)));
    chips.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }

  async function load() {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const waiting = setTimeout(() => { if (page === 1) fill(grid, skeletons(12)); }, grid.querySelector('.product:not(.ghost)') ? 400 : 0);
    grid.setAttribute('aria-busy', 'true');
    try {
      const [answer] = await Promise.all([
        api('GET', `/products?${new URLSearchParams(given({ ...filter, page, pageSize: PageSize }))}`, { signal }),
        loadCategories(signal),
      ]);
      comeback.worked();
      showPage(answer);
    } catch (problem) {
      if (isAbort(problem) || signal.aborted) return;
      showProblem(problem);
    } finally {
      clearTimeout(waiting);
      if (!signal.aborted) grid.removeAttribute('aria-busy');
    }
  }

  // A welcome only: when it fails, the list below says so.
  async function loadFresh() {
    const { items } = await api('GET', `/products?category=fruit&pageSize=${FreshSize}`).catch(() => ({ items: [] }));
    if (items.length === 0 || filter.search || filter.category) return;
    fill(fresh, items.map(productCard));
    fill(shelf, h('h2', { className: 'shelf-title' }, 'Fresh today'), fresh);
  }

  // Without its categories a shop can still sell.
  async function loadCategories(signal) {
    if (categories) return;
    try {
      categories = await api('GET', '/categories', { signal });
      drawChips();
    } catch (problem) {
      if (isAbort(problem)) throw problem;
    }
  }

  function showPage(answer) {
    const cards = answer.items.map(productCard);
    const first = cards[0]?.querySelector('button');
    fill(notice);
    if (page === 1) fill(grid, cards);
    else grid.append(...cards);

    found.textContent = count(answer.total, 'product');
    const shown = grid.children.length;
    announce(page > 1 ? `${shown} of ${answer.total} products` : count(answer.total, 'product'));
    if (page > 1) first?.focus();
    if (answer.total === 0) fill(notice, nothing());
    fill(more, shown < answer.total && h('button', { type: 'button', className: 'button', onclick: () => { page++; load(); } }, `Show more (${answer.total - shown})`));
  }

  const nothing = () => message({
    title: 'Nothing found', text: 'Every word is compared with the beginnings of the words of a name. Try a shorter one.', kind: 'info',
    actions: [h('button', { type: 'button', className: 'button', onclick: () => { document.getElementById('search').value = ''; go('#/'); } }, 'Show everything')],
  });

  function showProblem(problem) {
    found.textContent = '';
    if (page === 1) fill(grid);
    fill(more);
    fill(notice, message({
      title: problem.passes ? 'The products are not here right now' : 'This search does not work',
      text: problem.passes ? 'The shelves do not answer. We look again by ourselves; your cart is safe.' : Object.values(problem.fields).flat().join(' ') || problem.message,
      actions: [h('button', { type: 'button', className: 'button', onclick: () => comeback.now() }, 'Try again')],
    }));
    announce('The products cannot be shown right now.');
    if (problem.passes) comeback.later(problem.retryAfter);
  }

  const follow = () => { for (const card of [...fresh.children, ...grid.children]) card.update?.(); };
  cart.addEventListener('change', follow);
  update(query);
  return { title: 'Shop', update, leave: () => { request.abort(); comeback.stop(); cart.removeEventListener('change', follow); } };
}

const given = (query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value));

const welcome = () => h('section', { className: 'hero', 'aria-label': 'Welcome' },
  h('div', {}, h('p', { className: 'hero-title' }, 'Fresh from the market, on your table tomorrow.'),
    h('p', {}, 'Fruit and vegetables, bread, milk, and the rest of the list.')),
  h('div', { className: 'hero-art', 'aria-hidden': 'true' }, ['fruit', 'vegetables', 'bakery', 'dairy'].map((name) => h('span', { hue: lookOf(name).hue }, icon(name, 'pictogram')))));
