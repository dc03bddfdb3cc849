import { api } from './api.js';
import { Comeback } from './comeback.js';
import { sum } from './format.js';
import { MostOfOne, MostProducts, readLocal, writeLocal } from './local-cart.js';
import { session } from './session.js';

/** The cart as the page shows it: changes show at once and are sent one after the other; a refused one is taken back. */
class Cart extends EventTarget {
  lines = [];
  loaded = false;
  problem = null;
  #wanted = new Map();
  #sending = null;
  #loading = null;
  #loadedFor;
  #comeback = new Comeback(() => this.load());

  get units() { return this.lines.reduce((units, line) => units + line.quantity, 0); }
  get total() { return sum(this.lines.map((line) => (line.price ?? 0) * line.quantity)); }
  get complete() { return this.lines.every((line) => typeof line.price === 'number'); }

  quantityOf(productId) { return this.lines.find((line) => line.productId === productId)?.quantity ?? 0; }

  /** Reads the cart anew, one at a time. */
  load() {
    if (this.#loading && this.#loadedFor === session.user?.name) return this.#loading;

    this.#loadedFor = session.user?.name;
    const mine = (this.#loading ?? Promise.resolve()).then(() => this.#load()).finally(() => {
      if (this.#loading === mine) this.#loading = null;
    });
    this.#loading = mine;
    return mine;
  }

  /** Waits until the shop knows of every change. */
  async settled() {
    while (this.#loading ?? this.#sending) await (this.#loading ?? this.#sending);
    if (this.problem) throw this.problem;
  }

  async #load() {
    try {
      if (session.user) await this.#loadOfUser();
      else await this.#loadOfBrowser();
      this.#comeback.worked();
    } catch (problem) {
      if (problem.status === 401) return session.end();
      this.problem = problem;
      this.#comeback.later(problem.retryAfter);
      this.#changed();
    }
  }

  /** Sets how many of a product there are to be; none takes it out. */
  set(product, quantity) {
    const productId = product.productId ?? product.id;
    const line = this.lines.find((candidate) => candidate.productId === productId);
    if (!line && this.lines.length >= MostProducts) return this.#refuse(`A cart holds ${MostProducts} different products at most.`);

    const wanted = Math.min(quantity, MostOfOne);
    if (wanted < 1) this.lines = this.lines.filter((candidate) => candidate !== line);
    else if (line) line.quantity = wanted;
    else this.lines.push({ productId, name: product.name, unit: product.unit, price: product.price, category: product.category, stock: product.stock, quantity: wanted });

    this.#changed();
    if (!session.user) return writeLocal(this.lines);
    // What is still to be taken over from this browser must not bring back what is changed here.
    writeLocal(readLocal().map((kept) => kept.productId === productId ? { ...kept, quantity: wanted } : kept).filter((kept) => kept.quantity > 0));
    this.#wanted.set(productId, wanted);
    this.#sending ??= this.#send().finally(() => { this.#sending = null; });
  }

  async clear() {
    for (const line of [...this.lines]) this.set(line, 0);
  }

  async #loadOfUser() {
    const local = readLocal();
    if (local.length === 0) return this.#adopt(await api('GET', '/cart'));

    // It is safe to repeat when the answer is lost: a merge adds nothing to what is there already.
    const items = local.map(({ productId, quantity }) => ({ productId, quantity }));
    let answer;
    try {
      answer = await api('POST', '/cart/merge', { body: { items } });
    } catch (problem) {
      if (problem.status !== 400) throw problem;
      writeLocal([]);
      this.#refuse('What was in the cart of this browser could not be taken over.');
      return this.#adopt(await api('GET', '/cart'));
    }

    writeLocal([]);
    this.#adopt(answer);
    const dropped = (answer.dropped ?? []).map((id) => local.find((line) => line.productId === id)?.name ?? id);
    if (dropped.length > 0) this.#refuse(`Could not be taken over into your cart: ${dropped.join(', ')}.`);
  }

  async #loadOfBrowser() {
    this.lines = readLocal();
    this.loaded = true;
    this.problem = null;
    this.#changed();
    if (this.lines.length === 0) return;

    const ids = this.lines.map((line) => encodeURIComponent(line.productId)).join(',');
    const { items } = await api('GET', `/products?ids=${ids}`);
    for (const line of this.lines) Object.assign(line, pick(items.find((item) => item.id === line.productId)));
    writeLocal(this.lines);
    this.#changed();
  }

  #adopt(answer) {
    // What the cart does not know, such as the category, or the name while the product service is down, the page may.
    const before = new Map(this.lines.map((line) => [line.productId, line]));
    this.lines = answer.items.map((item) => {
      const known = before.get(item.productId);
      return { ...item, name: item.name ?? known?.name, unit: item.unit ?? known?.unit, category: known?.category };
    });
    this.loaded = true;
    this.problem = null;
    this.#changed();
  }

  async #send() {
    while (this.#wanted.size > 0) {
      const [[productId, quantity]] = this.#wanted;
      this.#wanted.delete(productId);
      const path = `/cart/items/${encodeURIComponent(productId)}`;
      try {
        const answer = quantity < 1 ? await api('DELETE', path) : await api('PUT', path, { body: { quantity } });
        if (answer && this.#wanted.size === 0) this.#adopt(answer);
      } catch (problem) {
        this.#wanted.clear();
        this.#refuse(problem.status === 404 ? 'This product is no longer sold.' : problem.message);
        await this.load();
      }
    }

    this.#changed();
  }

  #refuse(text) { this.dispatchEvent(new CustomEvent('refused', { detail: text })); }
  #changed() { this.dispatchEvent(new Event('change')); }
}

const pick = (item) => item && { name: item.name, unit: item.unit, price: item.price, category: item.category, stock: item.stock };

export const cart = new Cart();
