import { byId, h, icon } from './dom.js';

const ToastMilliseconds = 6000;

// For who cannot see what changed.
export function announce(text) {
  const live = byId('live');
  live.textContent = '';
  setTimeout(() => { live.textContent = text; }, 50);
}

export function toast(text, kind = 'info') {
  const close = () => note.remove();
  const note = h('div', { className: `toast ${kind}` },
    icon(kind === 'info' ? 'check' : 'alert'), h('p', {}, text),
    h('button', { type: 'button', className: 'plain-icon', 'aria-label': 'Dismiss', onclick: close }, icon('close')));

  // An open dialog covers everything outside of it.
  (document.querySelector('dialog[open]') ?? document.body).append(byId('toasts'));
  byId('toasts').append(note);
  announce(text);
  setTimeout(close, ToastMilliseconds);
}

const icons = { good: 'check', info: 'all', warn: 'alert' };

/** A message in the place of what is missing, with what to do about it. */
export function message({ title, text, kind = 'warn', actions = [] }) {
  return h('div', { className: `message ${kind}` }, icon(icons[kind]),
    h('div', {}, h('p', { className: 'message-title' }, title), text && h('p', {}, text), actions.length > 0 && h('div', { className: 'row' }, actions)));
}
