// conf asks whether two objects out of a JSON file are the same; Node's own module takes 4 ms to load for that.
exports.deepEqual = (actual, expected) => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error('They differ.');
};
