import { askGroovy } from './groovy-server.js';

export interface GroovyCase {
  readonly text: string;
  /** What `sh(returnStatus: true)` answers. */
  readonly code?: number;
}

export interface GroovyCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface GroovyResult {
  /** Steps in the order in which they were called; absent when the text does not compile. */
  readonly calls?: readonly GroovyCall[];
  /** The exception that ended it. */
  readonly problem?: string;
}

/** Runs each case with a stub of the pipeline DSL. */
export async function runGroovy(cases: readonly GroovyCase[]): Promise<GroovyResult[]> {
  return (await askGroovy('PipelineStub.groovy', cases)) as GroovyResult[];
}
