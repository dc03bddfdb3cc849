const looks = {
  baby: ['Baby', 330], bakery: ['Bakery', 70], beverages: ['Drinks', 250], dairy: ['Dairy & eggs', 95], fish: ['Fish', 220],
  frozen: ['Frozen', 200], fruit: ['Fruit', 20], household: ['Household', 280], meat: ['Meat', 10], pantry: ['Pantry', 55],
  'personal-care': ['Personal care', 350], pets: ['Pets', 300], snacks: ['Snacks', 45], vegetables: ['Vegetables', 140],
};

// Fresh things first, as in a shop; a category that nobody thought of comes last and still looks right.
const order = ['fruit', 'vegetables', 'bakery', 'dairy', 'meat', 'fish', 'frozen', 'pantry', 'snacks', 'beverages', 'household', 'personal-care', 'baby', 'pets'];

export function lookOf(name) {
  const known = looks[name];
  return known
    ? { label: known[0], hue: known[1], icon: name }
    : { label: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '), hue: 120, icon: 'all' };
}

export const inOrder = (categories) => [...categories].sort((a, b) => rank(a.name) - rank(b.name));

const rank = (name) => (order.indexOf(name) + 1) || order.length + 1;
