// Requests that block, as those of k6 do: a thread sends them, and this one waits.
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

const { port1: here, port2: there } = new MessageChannel();
const answered = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./sender.mjs', import.meta.url), { workerData: { port: there, answered }, transferList: [there] });
worker.unref();

function request(method, url, body, parameters = {}) {
  const cookies = Object.entries(parameters.cookies ?? {}).map(([name, { value }]) => `${name}=${value}`).join('; ');
  const headers = { ...parameters.headers, ...(cookies ? { Cookie: cookies } : {}) };
  Atomics.store(answered, 0, 0);
  here.postMessage({ method, url, body, headers });
  Atomics.wait(answered, 0, 0);
  const answer = receiveMessageOnPort(here).message;
  const set = answer.cookies.map((cookie) => cookie.split(';')[0].split('='));
  return {
    status: answer.status,
    cookies: Object.fromEntries(set.map(([name, value]) => [name, [{ value }]])),
    json: () => JSON.parse(answer.body),
  };
}

export default {
  request,
  get: (url, parameters) => request('GET', url, null, parameters),
  post: (url, body, parameters) => request('POST', url, body, parameters),
  CookieJar: class {},
  expectedStatuses: (range) => range,
  setResponseCallback: () => {},
};
