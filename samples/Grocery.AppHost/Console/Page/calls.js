import { $, el, keyed, mood, text } from './dom.js';
import { hue } from './format.js';

const moods = { closed: 'good', half_open: 'warn', open: 'bad', isolated: 'bad', held_closed: 'warn' };

export function showCalls(state) {
  keyed($('calls'), state.calls, call => `${call.from} ${call.client} ${call.to}`,
    call => el('div', { class: 'call' },
      el('span', {}, el('b', { hue: hue(call.from) }, call.from), ' → ', el('b', { hue: hue(call.to) }, call.to)),
      el('span', { class: 'breaker' }), el('small')),
    (node, call) => {
      mood(node, moods[call.breaker] ?? 'warn');
      text(node.querySelector('.breaker'), `breaker ${call.breaker.replace('_', ' ')}`);
      text(node.querySelector('small'), `${Math.floor(call.retryBudget)} retries left · ${call.failed} of ${call.attempts} calls failed · ${call.active} under way`);
    });
  if (!state.calls.length) $('calls').replaceChildren(el('p', { class: 'empty', 'data-key': 'empty' }, 'No service has called another one yet.'));
}
