import { $, el, keyed, text } from './dom.js';
import { time } from './format.js';

let refresh = () => {};

/** Presses a button of the shop; the list of what happened says what it did. */
export async function press(button, action, order) {
  button.disabled = true;
  try {
    const answer = await fetch(`api/actions/${action}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(order) });
    if (!answer.ok) flash(button, (await answer.json()).detail);
  } catch {
    flash(button, 'The AppHost does not answer.');
  } finally {
    button.disabled = false;
    button.focus({ preventScroll: true });
    refresh();
  }
}

function flash(button, problem) {
  button.title = problem;
  button.setAttribute('data-failed', '');
  setTimeout(() => button.removeAttribute('data-failed'), 4000);
}

const choices = {
  database: { title: 'Database delay', action: 'slow-database', label: 'Delay of the database', values: [[0, 'None'], [50, '50 ms'], [200, '200 ms'], [1000, '1 s']] },
  checkout: { title: 'Checkout', action: 'flag', name: 'Checkout', label: 'Flag Checkout', values: [[100, 'Open'], [0, 'Kill switch']] },
  slots: { title: 'Delivery slots', action: 'flag', name: 'DeliverySlots', label: 'Flag DeliverySlots', values: [[0, 'Off'], [20, '20 %'], [50, '50 %'], [100, 'All']] },
  aws: { title: 'AWS', action: 'aws', label: 'Reach of AWS', values: [[1, 'Reachable'], [0, 'Cut off']] },
  parameter: { title: 'Parameter', action: 'bad-parameter', label: 'Bad parameter', values: [[0, 'Good'], [1, 'Push a bad one']] },
};

const faults = [['none', 0, 'None'], ['errors', 10, '10 % errors'], ['errors', 50, '50 %'], ['latency', 500, '500 ms late']];

export function setUpActions(state, then) {
  refresh = then;
  const names = state.services.map(service => service.name);
  const rows = [
    wide('Faults in', select('fault-service', 'Inject faults into', names), group('Fault to inject', 'faults', faults.map(([name, value, label]) => ({ label, data: { name, value } })))),
    state.switches.hasDatabase && row(choices.database.title, choice('database')),
    state.switches.hasDatabase && row('PostgreSQL', button('Restart', 'restart-database')),
    state.switches.hasDatabase && row('Password of', select('password-service', 'Rotate the password of', names), button('Rotate', 'rotate-password')),
    row('Signing key', button('Rotate', 'rotate-signing-key')),
    ...['checkout', 'slots', 'aws', 'parameter'].map(name => row(choices[name].title, choice(name))),
  ].filter(Boolean);
  $('switches').replaceChildren(...rows);
  $('switches').addEventListener('submit', event => event.preventDefault());
  $('switches').addEventListener('click', event => {
    const pressed = event.target.closest('button');
    if (pressed) press(pressed, ...order(pressed));
  });
  $('fault-service').addEventListener('change', refresh);
}

export function showActions(state) {
  const { switches } = state;
  mark('database', switches.databaseDelayMilliseconds);
  mark('checkout', switches.flags.Checkout);
  mark('slots', switches.flags.DeliverySlots);
  mark('aws', switches.isAwsReachable ? 1 : 0);
  mark('parameter', switches.isBadParameterPushed ? 1 : 0);
  const [kind, value] = faultOf(state.services.find(service => service.name === $('fault-service').value));
  document.querySelectorAll('[data-group="faults"] button').forEach(button =>
    button.setAttribute('aria-pressed', button.dataset.name === kind && (kind === 'none' || Number(button.dataset.value) === value)));
}

export function showHappened(state) {
  keyed($('happened'), state.happened, item => item.number, item => {
    const node = el('li', { 'data-mood': item.mood }, el('time', {}, time(item.time)), el('span', {}, item.text));
    if (item.watch) node.append(el('small', {}, `Watch: ${item.watch}`));
    return node;
  });
  if (!state.happened.length) $('happened').replaceChildren(el('li', { class: 'empty', 'data-key': 'empty' }, 'Nothing yet. Kill a service and watch.'));
}

function order(button) {
  const name = button.closest('[data-group]')?.dataset.group;
  if (name === 'faults') return ['fault', { service: $('fault-service').value, name: button.dataset.name, value: Number(button.dataset.value) }];
  if (name) return [choices[name].action, { name: choices[name].name, value: Number(button.dataset.value) }];
  return [button.dataset.action, button.dataset.action === 'rotate-password' ? { service: $('password-service').value } : {}];
}

function faultOf(service) {
  const fault = service?.faults[0];
  if (!fault) return ['none', 0];
  const number = Number(fault.match(/[\d.]+(?= ms)/)?.[0] ?? fault.match(/[\d.]+/)[0]);
  return [fault.includes(' ms ') ? 'latency' : 'errors', number];
}

const mark = (name, value) => document.querySelectorAll(`[data-group="${name}"] button`).forEach(button => button.setAttribute('aria-pressed', Number(button.dataset.value) === value));

const row = (title, ...parts) => el('fieldset', {}, el('span', { class: 'title' }, title), el('div', { class: 'row' }, ...parts));
const wide = (title, control, choice) => el('fieldset', { class: 'wide' }, el('span', { class: 'title' }, title), el('div', { class: 'row' }, control), choice);
const button = (label, action) => el('button', { type: 'button', 'data-action': action }, label);
const select = (id, label, names) => el('select', { id, 'aria-label': label }, ...names.map(name => el('option', {}, name)));
const choice = name => group(choices[name].label, name, choices[name].values.map(([value, label]) => ({ label, data: { value } })));

function group(label, name, options) {
  return el('div', { class: 'choice', role: 'group', 'aria-label': label, 'data-group': name }, ...options.map(option => {
    const node = el('button', { type: 'button', 'aria-pressed': 'false' }, option.label);
    Object.assign(node.dataset, option.data);
    return node;
  }));
}
