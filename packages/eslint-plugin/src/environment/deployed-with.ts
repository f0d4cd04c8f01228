import type { TextIndex } from '../project/text-index.ts';

/** Files that say what a running service is given, and that are rolled out with it. A Compose file and `.env.example` only tell how to begin. */
const rolledOut = /(?:^|\/)(?:cdk|[^/]*-cdk|infra|infrastructure|terraform|pulumi|iac|charts?|helm|k8s|kubernetes)\/(?:.*\/)?[^/]*\.(?:[cm]?[jt]s|ya?ml|json|tf|tfvars|py|go)$|\.tf$|(?:^|\/)(?:serverless\.(?:ya?ml|ts|js)|sst\.config\.[cm]?[jt]s|fly\.toml|wrangler\.(?:toml|jsonc?)|render\.ya?ml|template\.ya?ml|ecosystem\.config\.c?js)$/iu;

/** Whether the project's own infrastructure, as the change leaves it, gives a variable to what it deploys: then both arrive together. */
export function isDeployedWith(name: string, index: TextIndex): boolean {
  return index.holds((path) => rolledOut.test(path), new RegExp(`(?<![A-Za-z\\d_])${name}(?![A-Za-z\\d_])`, 'u'));
}
