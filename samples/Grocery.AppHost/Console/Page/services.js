import { $, el, keyed, mood, svg, text } from './dom.js';
import { hue, last, milliseconds, percent, rate, span } from './format.js';
import { press } from './actions.js';

const moods = { ready: 'good', starting: 'warn', 'not ready': 'warn', paused: 'bad', down: 'bad' };

export function showServices(state) {
  keyed($('services'), state.services, service => service.name, create, (node, service) => renew(node, service, state.traffic[service.name]));
}

function create(service) {
  const button = (label, action, kind) => el('button', { type: 'button', class: kind, 'data-action': action, 'aria-label': `${label} ${service.name}`,
    onclick: event => press(event.currentTarget, event.currentTarget.dataset.action, { service: service.name }) }, label);
  return el('article', { class: 'panel service', hue: hue(service.name), 'aria-label': service.name },
    el('h3', {}, el('a', { href: service.address, target: '_blank', rel: 'noreferrer' }, service.name), el('span', { class: 'state' })),
    el('div', { class: 'probes' }),
    el('div', { class: 'spark' }, el('b'), svg('svg', { viewBox: '0 0 76 26', 'aria-hidden': 'true' },
      svg('path', { fill: 'none', 'stroke-width': '1.6', hue: hue(service.name) }))),
    el('div', { class: 'facts' }),
    el('div', { class: 'buttons' }, button('Kill', 'kill', 'danger'), button('Pause', 'pause'), button('Deploy', 'deploy')));
}

function renew(node, service, traffic) {
  mood(node, moods[service.state] ?? 'warn');
  text(node.querySelector('.state'), service.state);
  keyed(node.querySelector('.probes'), Object.entries(service.probes), probe => probe[0],
    probe => el('span', { class: 'probe' }, probe[0]),
    (chip, [name, up]) => {
      chip.dataset.is = up === null ? 'unknown' : up ? 'up' : 'down';
      chip.title = up === null ? `${name}: no answer` : `${name}: ${up ? 'yes' : 'no'}`;
    });
  const shown = traffic ?? { rate: [0], errors: [null], p95: [null] };
  text(node.querySelector('.spark b'), `${rate(last(shown.rate) ?? 0)} /s`);
  node.querySelector('.spark path').setAttribute('d', sparkline(shown.rate.slice(-60)));
  const p95 = last(shown.p95);
  const answers = p95 === null ? 'no requests now' : `${percent(last(shown.errors))} errors · p95 ${milliseconds(p95)}`;
  const process = service.pid === null ? `:${service.port} · no process` : `:${service.port} · pid ${service.pid} · up ${span(service.uptimeSeconds)}`;
  const restarts = service.isDeploying ? 'a new process starts …' : service.restarts === 0 ? 'no restarts' : service.restarts === 1 ? '1 restart' : `${service.restarts} restarts`;
  keyed(node.querySelector('.facts'), [['answers', answers], ['process', process], ['restarts', restarts]], fact => fact[0], () => el('span'), (line, fact) => text(line, fact[1]));
  const pause = node.querySelector('.buttons').children[1];
  const isPaused = service.state === 'paused';
  pause.dataset.action = isPaused ? 'resume' : 'pause';
  pause.setAttribute('aria-label', `${isPaused ? 'Resume' : 'Pause'} ${service.name}`);
  text(pause, isPaused ? 'Resume' : 'Pause');
}

function sparkline(values) {
  const top = Math.max(1, ...values);
  return values.map((value, index) => `${index ? 'L' : 'M'}${(index * 76 / Math.max(1, values.length - 1)).toFixed(1)} ${(25 - value / top * 23).toFixed(1)}`).join('');
}
