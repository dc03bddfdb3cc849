import { api } from '../api.js';
import { cart } from '../cart.js';
import { attempt, send } from '../checkout.js';
import { Comeback } from '../comeback.js';
import { byId, fill, h, icon } from '../dom.js';
import { count, money, time } from '../format.js';
import { announce, message, toast } from '../notices.js';
import { go } from '../router.js';
import { session } from '../session.js';
import { askToSignIn } from '../sign-in.js';
import { explain } from './refusals.js';

const LongestNote = 200;
const MostRepeats = 4;

export function checkout(main) {
  const notice = h('div', { id: 'checkout-notice', tabindex: '-1' });
  const body = h('div');
  fill(main, h('h1', { tabindex: '-1' }, 'Checkout'), notice, body);
  const comeback = new Comeback(async () => { await cart.load(); prepare(); });
  let left = false, sending = false, draft = {}, shown = null;

  async function prepare() {
    if (sending) return;
    keepDraft();
    shown = null;
    fill(body);
    if (!session.known) return fill(body, h('p', { className: 'loading' }, 'One moment…'));
    if (!session.user) return showSignIn();
    const open = attempt.find(session.user);
    if (open) return showUnknown(open);

    fill(body, h('p', { className: 'loading' }, 'Looking at your cart…'));
    try {
      await cart.settled();
      const [steps, basket] = await Promise.all([api('GET', '/checkout'), api('GET', '/cart')]);
      comeback.worked();
      if (!left && !sending) showForm(steps, basket);
    } catch (problem) {
      if (left) return;
      if (problem.status === 401) return session.end();
      fill(body, message({
        title: 'The checkout does not answer', text: 'Your cart is safe. We look again by ourselves.',
        actions: [h('button', { type: 'button', className: 'button', onclick: () => comeback.now() }, 'Try again')],
      }));
      comeback.later(problem.retryAfter);
    }
  }

  const showSignIn = () => fill(body, message({
    title: 'Sign in to order', text: 'Your cart comes with you.', kind: 'info',
    actions: [h('button', { type: 'button', className: 'button primary', onclick: () => askToSignIn() }, 'Sign in'),
      h('button', { type: 'button', className: 'button', onclick: () => askToSignIn({ create: true }) }, 'Create an account')],
  }));

  function showForm(steps, basket) {
    if (basket.items.length === 0) {
      return fill(body, message({ title: 'Your cart is empty', kind: 'info', actions: [h('a', { className: 'button', href: '#/' }, 'Go shopping')] }));
    }

    shown = basket;
    const slots = steps.steps.includes('delivery-slot') ? steps.deliverySlots : [];
    const note = h('textarea', { id: 'note', name: 'note', rows: 2, maxlength: LongestNote, placeholder: 'Ring twice, please.' });
    note.value = draft.note ?? '';
    const blocked = !steps.open || !basket.complete;
    const button = h('button', { className: 'button primary wide', disabled: blocked }, icon('check'), `Order for ${money(basket.total)}`);
    fill(body,
      !steps.open && message({ title: 'The checkout is closed for the moment', text: 'No orders are taken right now. Your cart stays as it is; come back a little later.' }),
      !basket.complete && message({ title: 'Some prices are not known right now', text: 'We only take an order whose total you have seen. We look again by ourselves.' }),
      h('form', { className: 'checkout', onsubmit: (event) => { event.preventDefault(); place(basket); } },
        h('div', { className: 'stack' }, slots.length > 0 && slotStep(slots, draft.slot),
          h('section', { className: 'panel' }, h('h2', {}, 'Anything we should know?'), h('label', { for: 'note', className: 'muted' }, 'A note for the delivery (optional)'), note)),
        h('section', { className: 'panel summary' }, h('h2', {}, count(basket.items.reduce((all, item) => all + item.quantity, 0), 'item')),
          h('ul', { className: 'receipt' }, basket.items.map((item) => h('li', {}, h('span', { className: 'times' }, `${item.quantity} ×`), h('span', {}, item.name ?? item.productId),
            h('span', {}, typeof item.lineTotal === 'number' ? money(item.lineTotal) : 'not known')))),
          h('p', { className: 'total-row' }, h('span', {}, 'Total'), h('strong', {}, money(basket.total))), button)));
    if (blocked) comeback.later();
  }

  const slotStep = (slots, chosen) => h('fieldset', { className: 'panel slots' }, h('legend', {}, 'When shall we come?'),
    slots.map((slot) => h('label', { className: 'slot' }, h('input', { type: 'radio', name: 'slot', value: slot.id, required: true, checked: slot.id === chosen }), h('span', {}, slot.label))));

  function keepDraft() {
    const form = body.querySelector('form');
    if (form) draft = Object.fromEntries(new FormData(form));
  }

  function place(basket) {
    keepDraft();
    const { slot, note = '' } = draft;
    submit(attempt.start(session.user, { expectedTotal: basket.total, ...(slot && { deliverySlot: slot }), ...(note.trim() && { note: note.trim() }) }));
  }

  async function submit(made, repeat = 0) {
    comeback.stop();
    sending = true;
    fill(notice);
    fill(body, h('p', { className: 'loading', role: 'status' }, repeat > 0 ? 'Still asking for your order…' : 'Placing your order…'));
    try {
      const order = await send(made);
      sending = false;
      cart.load();
      if (left) toast('Your order is placed.');
      else go(`#/orders/${order.orderId}?new=1`);
    } catch (problem) {
      sending = false;
      if (left) return problem.definite && toast(`Your order was not taken: ${problem.title}.`, 'warn');
      if (problem.definite) return refused(problem);
      if (problem.status === 401) return session.end();
      if (repeat >= MostRepeats) return showUnknown(made);
      sending = true;
      fill(body, h('p', { className: 'loading', role: 'status' }, 'There is no answer yet. We ask again; it is never ordered twice.'));
      setTimeout(() => { if (!left) submit(made, repeat + 1); }, (problem.retryAfter ?? 2) * 1000);
    }
  }

  async function refused(problem) {
    await cart.load();
    if (left) return;
    fill(notice, message(explain(problem, cart)));
    await prepare();
    byId('checkout-notice')?.focus();
  }

  function showUnknown(made) {
    fill(body, message({
      title: 'We do not know yet whether your order arrived',
      text: `It was sent at ${time(made.at)} for ${money(made.body.expectedTotal)}, and no answer came back. Ask again: if it arrived you see it, and if not it is placed now. It is never ordered twice.`,
      actions: [h('button', { type: 'button', className: 'button primary', onclick: () => submit(made) }, 'Ask again'), h('a', { className: 'button', href: '#/orders' }, 'See my orders')],
    }));
    announce('We do not know yet whether your order arrived.');
  }

  // The cart may be changed in its drawer, over the form.
  const follow = () => { if (shown && contentOf(cart.lines) !== contentOf(shown.items)) prepare(); };

  // The answer to an order may come when its own view was left, and somebody has come back since.
  attempt.addEventListener('end', prepare);
  byId('cart').addEventListener('close', follow);
  prepare();
  return {
    title: 'Checkout', update: () => true, signedIn: prepare,
    leave: () => {
      left = true;
      comeback.stop();
      attempt.removeEventListener('end', prepare);
      byId('cart').removeEventListener('close', follow);
    },
  };
}

const contentOf = (lines) => lines.map((line) => `${line.quantity} ${line.productId}`).join();
