import type { BuildOptions } from 'esbuild';

export declare const bundleOptions: BuildOptions & { readonly alias: Readonly<Record<string, string>> };
