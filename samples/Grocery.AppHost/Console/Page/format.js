const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const money = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

export const time = value => (value ? clock.format(new Date(value)) : '');
export const euros = value => money.format(value);
export const count = value => new Intl.NumberFormat('en').format(Math.round(value));

export function milliseconds(value) {
  if (value === null || value === undefined) return '–';
  if (value >= 10000) return `${(value / 1000).toFixed(1)} s`;
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return value >= 10 ? `${Math.round(value)} ms` : `${value.toFixed(1)} ms`;
}

export const rate = value => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
export const percent = share => (share === null || share === undefined ? '–' : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 2 : 1)} %`);

export function span(seconds) {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** The last value that is there, of the last few: exports come every two seconds. */
export const last = (values, within = 5) => values.slice(-within).findLast(value => value !== null) ?? null;

const hues = ['storefront', 'cart', 'order', 'product', 'summary'];
export const hue = service => `var(--service-${hues.includes(service) ? hues.indexOf(service) : 5})`;
