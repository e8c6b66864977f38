// In the bundle the place of what dependencies bring along and this program never calls: the JSON Schema validator and
// the migrations of conf; HTTP/2, the HTTP cache and the DNS cache of got; the devtools of Ink.
class Unused {
  constructor() {
    throw new Error('The bundle was made without this part of a dependency.');
  }
}
module.exports = Object.assign(Unused, { Ajv2020: Unused, CacheError: Unused });
