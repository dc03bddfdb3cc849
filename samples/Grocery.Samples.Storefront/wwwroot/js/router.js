// The address of a view stands behind the hash, as in #/?category=dairy&search=milk or #/orders/7.
export function here() {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?', 2);
  return { path: path.startsWith('/') ? path : '/', query: new URLSearchParams(query) };
}

export function addressOf(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value);
  return `#${path}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`;
}

export const go = (address) => { location.hash = address; };

/** Changes the address without a step for the back button, as for each letter of a search. */
export function become(address) {
  history.replaceState(null, '', address);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
