import { $, el } from './dom.js';
import { hue, time } from './format.js';

const most = 400;
let [after, trace, query] = [0, '', ''];

export function setUpLogs() {
  $('log-search').addEventListener('input', event => {
    const wanted = event.target.value.trim();
    const isTrace = /^[0-9a-f]{12,32}$/i.test(wanted);
    [trace, query] = [isTrace ? wanted : '', isTrace ? '' : wanted];
    startOver();
  });
  $('log-service').addEventListener('change', startOver);
  $('logs').addEventListener('click', event => {
    const line = event.target.closest('.line');
    if (line) toggle(line);
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !event.target.closest('input, select, textarea')) {
      event.preventDefault();
      $('log-search').focus();
    }
  });
}

/** Shows the lines of one trace, or all again. */
export function searchTrace(traceId) {
  [trace, query] = [traceId, ''];
  $('log-search').value = traceId;
  startOver();
}

function startOver() {
  after = 0;
  $('logs').replaceChildren();
  showLogs();
}

export function showServiceChoice(state) {
  const select = $('log-service');
  for (const name of [...state.services.map(service => service.name), 'postgres']) {
    if (![...select.options].some(option => option.value === name)) select.append(el('option', { value: name }, name));
  }
}

export async function showLogs() {
  const parameters = new URLSearchParams({ after, trace, text: query, service: $('log-service').value });
  const page = await fetch(`api/logs?${parameters}`).then(answer => answer.ok ? answer.json() : null).catch(() => null);
  const isWanted = parameters.get('trace') === trace && parameters.get('text') === query
    && parameters.get('service') === $('log-service').value && Number(parameters.get('after')) === after;
  if (!page || !isWanted) return;
  const { lines, last, dropped } = page;
  const box = $('logs');
  const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  after = last;
  box.querySelector('.empty')?.remove();
  box.append(...lines.map(row));
  while (box.children.length > most) box.firstElementChild.remove();
  if (!box.children.length) box.append(el('p', { class: 'empty' }, trace ? 'No line of this trace yet.' : 'No line yet.'));
  if (isAtEnd) box.scrollTop = box.scrollHeight;
  const filtered = trace ? `Lines of trace ${trace.slice(0, 8)}…` : query ? `Lines with “${query}”` : 'All lines as they come';
  $('logs-note').textContent = `${filtered}${dropped ? ` · ${dropped} older ones are gone` : ''}`;
}

function row(line) {
  const node = el('button', { type: 'button', class: 'line', hue: hue(line.service), 'data-level': line.level, 'aria-expanded': 'false' },
    el('time', {}, time(line.time)), el('span', { class: 'who' }, line.service), el('span', { class: 'what' }, line.message));
  node.line = line;
  return node;
}

function toggle(node) {
  const isOpen = node.getAttribute('aria-expanded') === 'true';
  node.setAttribute('aria-expanded', !isOpen);
  if (isOpen) {
    node.nextElementSibling.remove();
    return;
  }
  const box = el('div', { class: 'json' });
  if (node.line.traceId) {
    box.append(el('button', { type: 'button', onclick: () => document.dispatchEvent(new CustomEvent('trace', { detail: node.line.traceId })) }, 'Show its trace'), '\n');
  }
  box.append(pretty(node.line.text));
  node.after(box);
}

function pretty(raw) {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
