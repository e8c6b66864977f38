// gitlab-ci-local asks for methods of Set that Node 20 does not have yet.
const methods = {
  union(other) {
    return new Set([...this, ...other]);
  },
  intersection(other) {
    return new Set([...this].filter((value) => other.has(value)));
  },
  difference(other) {
    return new Set([...this].filter((value) => !other.has(value)));
  },
};
for (const [name, method] of Object.entries(methods)) Set.prototype[name] ??= method;
