import { api } from './api.js';

/** Who is signed in. `known` is false until the shop has said so. */
class Session extends EventTarget {
  user = null;
  known = false;

  async load() {
    const { user } = await api('GET', '/session');
    this.#become(user);
  }

  async signIn(name, password) {
    const { user } = await api('POST', '/session', { body: { name, password } });
    this.#become(user);
  }

  async signUp(name, password) {
    const { user } = await api('POST', '/account', { body: { name, password } });
    this.#become(user);
  }

  async signOut() {
    await api('DELETE', '/session');
    this.#become(null);
  }

  /** A service did not accept the session: it has ended. */
  end() { this.#become(null); }

  #become(user) {
    const changed = !this.known || this.user?.name !== user?.name;
    [this.user, this.known] = [user, true];
    if (changed) this.dispatchEvent(new Event('change'));
  }
}

export const session = new Session();
