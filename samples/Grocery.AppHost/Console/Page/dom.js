// Small tools to build and renew the page in place, so that the focus and the scroll position stay.

export const $ = id => document.getElementById(id);

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'hue' || name === 'depth') node.style.setProperty(`--${name}`, value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'hue') node.style.stroke = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Makes the children of a container match the items: one node a key, created once and renewed from then on. */
export function keyed(container, items, keyOf, create, renew = () => {}) {
  const known = new Map([...container.children].map(node => [node.dataset.key, node]));
  let place = container.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let node = known.get(key);
    known.delete(key);
    if (!node) {
      node = create(item);
      node.dataset.key = key;
    }
    renew(node, item);
    if (node === place) place = place.nextElementSibling;
    else container.insertBefore(node, place);
  }
  known.forEach(node => node.remove());
}

export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

export function mood(node, value) {
  if (node.dataset.mood !== value) node.dataset.mood = value;
}
