import { $, el, keyed, svg, text } from './dom.js';
import { hue, last, milliseconds, percent, rate } from './format.js';

const [width, height, left, bottom, top] = [360, 128, 44, 18, 8];

const charts = [
  { key: 'rate', title: 'Requests', unit: 'per second', show: rate, least: 1 },
  { key: 'errors', title: 'Errors', unit: 'share of 5xx', show: percent, least: 0.02 },
  { key: 'p95', title: 'Response time', unit: '95 % are faster', show: milliseconds, least: 20 },
];

let hovered = null;

export function showCharts(state) {
  keyed($('charts'), charts, chart => chart.key, create, (node, chart) => renew(node, chart, state));
}

function create(chart) {
  const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img' });
  const node = el('div', { class: 'panel chart' },
    el('h2', {}, chart.title, el('span', {}, chart.unit)), picture, el('div', { class: 'legend' }));
  picture.addEventListener('pointermove', event => {
    const box = picture.getBoundingClientRect();
    hovered = Math.min(1, Math.max(0, ((event.clientX - box.left) - left) / (box.width - left)));
    node.dispatchEvent(new CustomEvent('hover', { bubbles: true }));
  });
  picture.addEventListener('pointerleave', () => {
    hovered = null;
    node.dispatchEvent(new CustomEvent('hover', { bubbles: true }));
  });
  return node;
}

function renew(node, chart, state) {
  const picture = node.querySelector('svg');
  const wide = picture.clientWidth || width;
  picture.setAttribute('viewBox', `0 0 ${wide} ${height}`);
  const names = state.services.map(service => service.name).filter(name => state.traffic[name]);
  const lines = names.map(name => ({ name, values: state.traffic[name][chart.key] }));
  const high = nice(Math.max(chart.least, ...lines.flatMap(line => line.values.filter(value => value !== null))));
  const y = value => height - bottom - (value / high) * (height - bottom - top);
  const x = (index, length) => left + index * (wide - left - 2) / Math.max(1, length - 1);

  picture.replaceChildren(
    ...[0, 0.5, 1].flatMap(part => [
      svg('line', { class: 'grid', x1: left, x2: wide, y1: y(high * part), y2: y(high * part) }),
      svg('text', { x: left - 6, y: y(high * part) + 4, 'text-anchor': 'end' }, label(chart, high * part)),
    ]),
    svg('text', { x: left, y: height - 3 }, '5 min ago'),
    svg('text', { x: wide - 2, y: height - 3, 'text-anchor': 'end' }, 'now'),
    ...lines.map(line => svg('path', { d: path(line.values, x, y), hue: hue(line.name) })));

  const length = lines[0]?.values.length ?? 1;
  const at = hovered === null ? null : Math.round(hovered * (length - 1));
  if (at !== null) picture.append(svg('line', { class: 'cross', x1: x(at, length), x2: x(at, length), y1: top, y2: height - bottom }));
  const shown = lines.map(line => [line.name, chart.show((at === null ? last(line.values) : line.values[at]) ?? (chart.key === 'rate' ? 0 : null))]);
  picture.setAttribute('aria-label', `${chart.title}, ${chart.unit}: ${shown.map(pair => pair.join(' ')).join(', ') || 'nothing yet'}`);
  keyed(node.querySelector('.legend'), shown, pair => pair[0],
    pair => el('span', { class: 'dot', hue: hue(pair[0]) }, `${pair[0]} `, el('b')), (item, pair) => text(item.lastElementChild, pair[1]));
}

function path(values, x, y) {
  let [drawn, isDown] = ['', false];
  values.forEach((value, index) => {
    if (value !== null) drawn += `${isDown ? 'L' : 'M'}${x(index, values.length).toFixed(1)} ${y(value).toFixed(1)}`;
    isDown = value !== null;
  });
  return drawn;
}

const label = (chart, value) => chart.key === 'errors' ? `${+(value * 100).toFixed(1)} %` : chart.key === 'p95' ? (value >= 1000 ? `${+(value / 1000).toFixed(1)} s` : `${+value.toFixed(1)} ms`) : `${+value.toFixed(1)}`;

function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 10].find(step => step * power >= value) * power;
}
