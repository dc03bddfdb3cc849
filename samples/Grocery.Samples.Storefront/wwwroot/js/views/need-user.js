import { Comeback } from '../comeback.js';
import { fill, h } from '../dom.js';
import { message } from '../notices.js';
import { session } from '../session.js';
import { askToSignIn } from '../sign-in.js';

/** Runs what only a signed-in user can see, asks everybody else to sign in, and tries again while a part of the shop is down. */
export function needUser(body, invitation, load) {
  let left = false;
  const comeback = new Comeback(() => run());

  async function run() {
    if (!session.known) return fill(body, h('p', { className: 'loading' }, 'One moment…'));
    if (!session.user) {
      return fill(body, message({
        title: invitation, kind: 'info', actions: [h('button', { type: 'button', className: 'button primary', onclick: () => askToSignIn() }, 'Sign in')],
      }));
    }

    if (body.childElementCount === 0 || body.querySelector('.loading')) fill(body, h('p', { className: 'loading' }, 'One moment…'));
    try {
      await load();
      comeback.worked();
    } catch (problem) {
      if (!left) fail(problem);
    }
  }

  function fail(problem) {
    if (problem.status === 401) return session.end();
    fill(body, message({
      title: problem.passes ? 'This part of the shop does not answer' : problem.title ?? 'This does not work',
      text: problem.passes ? 'We look again by ourselves.' : problem.message,
      actions: problem.passes ? [h('button', { type: 'button', className: 'button', onclick: () => comeback.now() }, 'Try again')] : [h('a', { className: 'button', href: '#/' }, 'To the shop')],
    }));
    if (problem.passes) comeback.later(problem.retryAfter);
  }

  run();
  return { run, leave: () => { left = true; comeback.stop(); } };
}
