export const values = {};

class Metric {
  constructor(name) {
    this.values = values[name] = [];
  }

  add(value) {
    this.values.push(Number(value));
  }
}

export { Metric as Counter, Metric as Rate };
