// signal-exit asks whether its callback is a function; Node's own module takes 4 ms to load for that.
exports.equal = (actual, expected, message) => {
  // biome-ignore lint/suspicious/noDoubleEquals: as Node's own.
  if (actual != expected) throw new Error(message);
};
