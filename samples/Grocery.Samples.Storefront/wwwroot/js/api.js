const Timeout = 20000;

/** An answer that is not what was asked for: problem details (RFC 9457), or none at all (status 0). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail ?? body.title ?? 'Something went wrong.');
    this.status = status;
    this.title = body.title;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  get passes() { return this.status === 0 || this.status === 429 || this.status >= 500; }

  /** What each field of a form has against it. */
  get fields() { return this.body.errors ?? {}; }
}

export async function api(method, path, { body, headers = {}, signal } = {}) {
  const bounds = [AbortSignal.timeout(Timeout), ...(signal ? [signal] : [])];
  let response, text;
  try {
    response = await fetch(`/api${path}`, {
      method,
      signal: AbortSignal.any(bounds),
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, { title: 'No answer', detail: 'The shop cannot be reached. Are you online?' });
  }

  const json = parse(text);
  if (response.ok && json !== undefined) return json;
  throw new Problem(response.ok ? 0 : response.status, json ?? {}, Number(response.headers.get('Retry-After')) || undefined);
}

function parse(text) {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isAbort = (error) => error?.name === 'AbortError';
