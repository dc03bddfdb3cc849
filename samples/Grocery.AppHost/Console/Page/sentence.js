import { $, mood, text, keyed, el } from './dom.js';
import { count, euros, last, milliseconds, percent, rate, span } from './format.js';

/** The state of the shop in one sentence: what is worst comes first. */
export function judge(state) {
  const down = state.services.filter(service => service.state === 'down');
  const paused = state.services.filter(service => service.state === 'paused');
  const unready = state.services.filter(service => ['not ready', 'starting'].includes(service.state));
  const open = state.calls.filter(call => call.breaker === 'open' || call.breaker === 'isolated');
  const share = errors(state);
  if (down.length) return ['bad', `${names(down)} ${down.length > 1 ? 'are' : 'is'} down and will be started again.`];
  if (paused.length) return ['bad', `${names(paused)} ${paused.length > 1 ? 'are' : 'is'} paused: connections open, nothing is answered.`];
  if (open.length) return ['bad', `${open[0].from} no longer calls ${open[0].to}: its circuit breaker is ${open[0].breaker}.`];
  if (unready.length) return ['warn', `${names(unready)} ${unready.length > 1 ? 'are' : 'is'} not ready and get${unready.length > 1 ? '' : 's'} no traffic.`];
  if (share > 0.01) return ['bad', `${percent(share)} of the requests fail.`];
  if (state.oddities.length) return ['warn', `Every service is ready, although ${state.oddities.join(' and ')}.`];
  return ['good', `All ${state.services.length > 1 ? `${state.services.length} services are` : 'services are'} ready, and every request is answered.`];
}

export function showStrip(state) {
  const [how, sentence] = judge(state);
  mood($('strip'), how);
  text($('sentence'), sentence);
  text($('aside'), `Open for ${span(state.uptimeSeconds)} · ${state.storage}`);
  const traffic = Object.values(state.traffic);
  const share = errors(state);
  const slowest = Math.max(-1, ...traffic.map(service => last(service.p95) ?? -1));
  const rows = [
    ['requests a second', rate(traffic.reduce((sum, service) => sum + (last(service.rate) ?? 0), 0)), ''],
    ['errors', percent(share), share > 0.01 ? 'bad' : share > 0 ? 'warn' : ''],
    ['slowest p95', milliseconds(slowest < 0 ? null : slowest), slowest > 500 ? 'bad' : ''],
    ['orders', count(state.business.orders), ''],
    ['average basket', euros(state.business.averageBasket), ''],
    ['stock-outs', count(state.business.stockOuts), ''],
  ];
  keyed($('numbers'), rows, row => row[0], row => el('div', {}, el('dt', {}, row[0]), el('dd')), (node, row) => {
    text(node.lastElementChild, row[1]);
    mood(node, row[2]);
  });
}

export function showLost() {
  mood($('strip'), 'bad');
  text($('sentence'), 'The AppHost does not answer. Is it still running?');
}

const names = services => services.map(service => service.name).join(' and ');

/** The share of failed requests over the last ten seconds, weighted by traffic. */
function errors(state) {
  let [failed, all] = [0, 0];
  for (const service of Object.values(state.traffic)) {
    service.rate.slice(-5).forEach((requests, index) => {
      all += requests;
      failed += requests * (service.errors.slice(-5)[index] ?? 0);
    });
  }
  return all > 0 ? failed / all : null;
}
