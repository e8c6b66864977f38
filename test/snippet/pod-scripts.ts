import { parseAllDocuments } from 'yaml';

interface KubernetesObject {
  readonly spec: {
    readonly template?: {
      readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] };
    };
  };
}

/**
 * A word of `command` or `args` as a container gets it, by the reference of Kubernetes (Container v1): `$(NAME)` is the
 * variable where there is one and stays otherwise, `$$` is one `$` that starts no reference.
 */
function inContainer(word: string, variables: Readonly<Record<string, string>>): string {
  return word.replace(/\$\$|\$\(([^)]*)\)/g, (found, name: string | undefined) =>
    name === undefined ? '$' : (variables[name] ?? found),
  );
}

/** The script of each Job in generated objects, as its shell gets it; `variables` are those of the container. */
export function podScripts(text: string, variables: Readonly<Record<string, string>> = {}): string[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubernetesObject)
    .flatMap(({ spec }) => spec.template?.spec.containers.flatMap(({ args }) => args) ?? [])
    .map((word) => inContainer(word, variables));
}
