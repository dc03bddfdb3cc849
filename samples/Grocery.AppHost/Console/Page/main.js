import { $ } from './dom.js';
import { setUpActions, showActions, showHappened } from './actions.js';
import { showCalls } from './calls.js';
import { showCharts } from './charts.js';
import { searchTrace, setUpLogs, showLogs, showServiceChoice } from './logs.js';
import { showLost, showStrip } from './sentence.js';
import { showServices } from './services.js';
import { choose, setUpTraces, showTraces, showWaterfall, traceFilter } from './traces.js';

let [isBusy, isSetUp, state] = [false, false, null];

async function renew() {
  if (isBusy) return;
  isBusy = true;
  try {
    const answer = await fetch(`api/state?traces=${traceFilter()}`, { signal: AbortSignal.timeout(5000) });
    state = await answer.json();
    show();
  } catch (error) {
    if (error instanceof TypeError || error.name === 'TimeoutError') showLost();
    else throw error;
  } finally {
    isBusy = false;
  }
}

function show() {
  if (!isSetUp) {
    setUpActions(state, renew);
    showServiceChoice(state);
    isSetUp = true;
  }
  [showStrip, showServices, showCharts, showActions, showHappened, showCalls, showTraces].forEach(part => part(state));
  showWaterfall();
  showLogs();
}

setUpLogs();
setUpTraces(searchTrace, renew);
document.addEventListener('trace', event => choose(event.detail, searchTrace));
$('charts').addEventListener('hover', () => state && showCharts(state));
renew();
setInterval(() => document.hidden || renew(), 1000);
