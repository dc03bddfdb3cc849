import { $, el, keyed, mood, text } from './dom.js';
import { hue, milliseconds, time } from './format.js';

let [chosen, isByHand, filter, shown] = [null, false, 'requests', ''];

/** @param {(traceId: string) => void} onChoose what else follows the chosen trace */
export function setUpTraces(onChoose, refresh) {
  $('trace-filter').addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    filter = button.dataset.value;
    [...$('trace-filter').children].forEach(other => other.setAttribute('aria-pressed', other === button));
    refresh();
  });
  $('traces').addEventListener('click', event => {
    const row = event.target.closest('.trace');
    if (row) choose(row.dataset.key, onChoose);
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && chosen) choose(null, onChoose);
  });
  $('waterfall').addEventListener('click', event => {
    if (event.target.closest('.close')) choose(null, onChoose);
    const row = event.target.closest('.span');
    if (row) toggleDetails(row);
  });
}

export const traceFilter = () => filter;

export function choose(traceId, onChoose) {
  [chosen, isByHand] = [traceId, true];
  mark();
  showWaterfall();
  onChoose(traceId ?? '');
}

export function showTraces(state) {
  keyed($('traces'), state.traces, trace => trace.traceId, create, (row, trace) => {
    mood(row, trace.isError ? 'bad' : '');
    text(row.querySelector('.many'), `${trace.services} ${trace.services === 1 ? 'service' : 'services'}`);
    text(row.querySelector('.took'), milliseconds(trace.milliseconds));
    text(row.querySelector('.path'), ` ${trace.name}`);
    text(row.querySelector('b'), trace.service);
    row.querySelector('b').style.color = hue(trace.service);
  });
  if (!state.traces.length) $('traces').replaceChildren(el('p', { class: 'empty', 'data-key': 'empty' }, 'No trace yet. Call a service, or start the shop with --load.'));

  // Until a person chooses, the widest of the newest requests is the example.
  if (!isByHand && !chosen && state.traces.length) {
    chosen = state.traces.reduce((best, trace) => (trace.services > best.services ? trace : best)).traceId;
    showWaterfall();
  }
  mark();
}

const mark = () => document.querySelectorAll('.trace').forEach(row => row.setAttribute('aria-pressed', row.dataset.key === chosen));

function create(trace) {
  return el('button', { type: 'button', class: 'trace', 'aria-pressed': 'false' },
    el('time', {}, time(trace.start)), el('span', { class: 'name' }, el('b'), el('span', { class: 'path' })),
    el('span', { class: 'many' }), el('span', { class: 'took' }));
}

export async function showWaterfall() {
  if (!chosen) {
    $('waterfall').replaceChildren();
    shown = '';
    return;
  }
  const wanted = chosen;
  const answer = await fetch(`api/traces/${wanted}`).catch(() => null);
  if (!answer?.ok || wanted !== chosen) return;
  const spans = await answer.json();
  const version = `${wanted} ${spans.length}`;
  if (!spans.length || version === shown) return;
  shown = version;
  draw(wanted, spans);
}

function draw(traceId, spans) {
  const start = Math.min(...spans.map(span => span.startMs));
  const end = Math.max(...spans.map(span => span.startMs + span.milliseconds));
  const whole = Math.max(end - start, 0.001);
  const services = new Set(spans.map(span => span.service)).size;
  $('waterfall').replaceChildren(
    el('div', { class: 'fall-head' },
      el('b', {}, `${milliseconds(whole)} in ${services} ${services === 1 ? 'service' : 'services'}, ${spans.length} spans`),
      el('code', {}, traceId), el('button', { type: 'button', class: 'close', 'aria-label': 'Close the trace' }, 'Close')),
    ...nest(spans).map(([span, depth]) => row(span, depth, start, whole)));
}

/** Children under their parents, in the order of their start. */
function nest(spans) {
  const ids = new Set(spans.map(span => span.id));
  const children = Map.groupBy(spans, span => (ids.has(span.parent) ? span.parent : ''));
  const walk = (parent, depth) => (children.get(parent) ?? []).flatMap(span => [[span, depth], ...walk(span.id, depth + 1)]);
  return walk('', 0);
}

function row(span, depth, start, whole) {
  const from = (span.startMs - start) / whole * 100;
  const width = span.milliseconds / whole * 100;
  const bar = el('span', { class: 'bar' });
  bar.style.left = `${Math.min(from, 99.5)}%`;
  bar.style.width = `${width}%`;
  const took = el('span', { class: 'ms' }, milliseconds(span.milliseconds));
  if (from + width < 78) took.style.left = `${from + width}%`;
  else if (from > 22) took.style.right = `${100 - from}%`;
  else {
    took.style.right = `${Math.max(0, 100 - from - width)}%`;
    took.classList.add('inside');
  }
  const node = el('button', { type: 'button', class: 'span', hue: hue(span.service), depth: Math.min(depth, 8), 'data-kind': span.kind, 'aria-expanded': 'false',
    title: `${span.service}: ${span.name}` },
    el('span', { class: 'label' }, el('b', {}, span.service), ` ${span.name}`), el('span', { class: 'track' }, bar, took));
  mood(node, span.isError ? 'bad' : '');
  node.span = span;
  return node;
}

function toggleDetails(row) {
  const isOpen = row.getAttribute('aria-expanded') === 'true';
  row.setAttribute('aria-expanded', !isOpen);
  if (isOpen) {
    row.nextElementSibling.remove();
    return;
  }
  const facts = { instance: row.span.instance, kind: row.span.kind, ...row.span.attributes };
  if (row.span.events.length) facts.events = row.span.events.join(', ');
  row.after(el('dl', { class: 'details' }, ...Object.entries(facts).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
}
