import { workerData } from 'node:worker_threads';

const { port, answered } = workerData;

async function send({ method, url, body, headers }) {
  try {
    const response = await fetch(url, { method, body, headers, redirect: 'manual' });
    return { status: response.status, body: await response.text(), cookies: response.headers.getSetCookie() };
  } catch {
    return { status: 0, body: '', cookies: [] };
  }
}

port.on('message', async (request) => {
  port.postMessage(await send(request));
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
