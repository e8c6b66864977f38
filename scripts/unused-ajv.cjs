// Stands for ajv in the bundle: 160 kB that conf would only need to check its file against a schema.
exports.Ajv2020 = class {
  constructor() {
    throw new Error('The bundle holds no JSON Schema validator.');
  }
};
