const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const days = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const times = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

export const money = (amount) => euros.format(amount);
export const moment = (text) => moments.format(new Date(text));
export const time = (date) => times.format(new Date(date));
// The id of a delivery slot is its day and its part of the day, as in 2026-05-04-morning.
export function slot(id) {
  const [, day, part] = /^(\d{4}-\d\d-\d\d)-(\w+)$/.exec(id) ?? [];
  return day ? `${days.format(new Date(`${day}T00:00:00Z`))}, ${part}` : id;
}

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

// Sums in cents: 0.1 + 0.2 is no price.
export const sum = (amounts) => amounts.reduce((total, amount) => total + Math.round(amount * 100), 0) / 100;
