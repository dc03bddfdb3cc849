const First = 3000;
const Longest = 15000;

/** Runs something again, later and later, until it works, so that nobody has to press a button when a part of the shop is back. */
export class Comeback {
  #run;
  #timer;
  #delay = First;

  constructor(run) {
    this.#run = run;
    this.now = this.now.bind(this);
  }

  later(retryAfterSeconds = 0) {
    this.stop();
    this.#timer = setTimeout(this.now, Math.max(this.#delay, retryAfterSeconds * 1000));
    this.#delay = Math.min(this.#delay * 2, Longest);
    addEventListener('online', this.now, { once: true });
  }

  now() {
    this.stop();
    this.#run();
  }

  stop() {
    clearTimeout(this.#timer);
    removeEventListener('online', this.now);
  }

  worked() {
    this.stop();
    this.#delay = First;
  }
}
