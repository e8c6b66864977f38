// Stands for ajv in the bundle: 160 kB that conf would only need to check its file against a schema.
export class Ajv2020 {
  constructor() {
    throw new Error('The bundle holds no JSON Schema validator.');
  }
}
const formats = {};

export { formats as default };
