import { byId, fill, h, icon } from './dom.js';
import { toast } from './notices.js';
import { session } from './session.js';

let creating = false;
let problem, submit, name, password;

/** Opens the dialog in which somebody signs in, or makes an account. */
export function askToSignIn({ create = false } = {}) {
  creating = create;
  draw();
  byId('sign-in').showModal();
  name.focus();
}

export function setUpSignIn() {
  const dialog = byId('sign-in');
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
}

function draw() {
  const typed = name?.value ?? '';
  const dialog = byId('sign-in');
  problem = h('p', { className: 'form-problem', role: 'alert' });
  name = h('input', { id: 'user-name', name: 'username', autocomplete: 'username', required: true, minlength: creating ? 2 : null, maxlength: 40, 'aria-describedby': 'user-name-help' });
  password = h('input', {
    id: 'password', type: 'password', name: 'password', autocomplete: creating ? 'new-password' : 'current-password',
    required: true, minlength: creating ? 8 : null, maxlength: 128, 'aria-describedby': 'password-help',
  });
  name.value = typed;
  submit = h('button', { className: 'button primary wide' }, creating ? 'Create account' : 'Sign in');
  fill(dialog, h('form', { className: 'stack', onsubmit: send },
    h('div', { className: 'dialog-head' },
      h('h2', { id: 'sign-in-title' }, creating ? 'Create your account' : 'Welcome back'),
      h('button', { type: 'button', className: 'plain-icon', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'))),
    h('p', { className: 'muted' }, creating ? 'Your cart comes with you.' : 'Sign in to order; your cart comes with you.'),
    field(name, 'Name', 'user-name-help', creating && 'Letters, digits, spaces, hyphens.'),
    field(password, 'Password', 'password-help', creating && '8 characters at least.'),
    problem, submit,
    h('p', { className: 'switch' }, creating ? 'You have an account? ' : 'New here? ',
      h('button', { type: 'button', className: 'link', onclick: () => { creating = !creating; draw(); name.focus(); } }, creating ? 'Sign in' : 'Create an account'))));
}

const field = (input, label, helpId, help) => h('div', { className: 'field' }, h('label', { for: input.id }, label), input, h('p', { className: 'help', id: helpId }, help || ''));

async function send(event) {
  event.preventDefault();
  problem.textContent = '';
  submit.disabled = true;
  try {
    await (creating ? session.signUp(name.value.trim(), password.value) : session.signIn(name.value.trim(), password.value));
    byId('sign-in').close();
    toast(creating ? `Welcome, ${session.user.name}!` : `Hello again, ${session.user.name}.`);
  } catch (failure) {
    const [wrong] = Object.entries(failure.fields ?? {});
    problem.textContent = wrong ? `${wrong[0] === 'name' ? 'Name' : 'Password'}: ${wrong[1].join(' ')}` : failure.message;
    (wrong?.[0] === 'name' ? name : password).focus();
  } finally {
    submit.disabled = false;
  }
}
