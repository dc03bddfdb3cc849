// The cart of who is not signed in: in this browser only, with the product as it was when it was added.
const Key = 'shop.cart';

export function readLocal() {
  try {
    const lines = JSON.parse(localStorage.getItem(Key) ?? '[]');
    return Array.isArray(lines) ? lines.filter((line) => typeof line?.productId === 'string' && line.quantity >= 1) : [];
  } catch {
    return [];
  }
}

export function writeLocal(lines) {
  try {
    if (lines.length === 0) localStorage.removeItem(Key);
    else localStorage.setItem(Key, JSON.stringify(lines));
  } catch {
    // Storage is full or forbidden: the cart lasts as long as the page.
  }
}
