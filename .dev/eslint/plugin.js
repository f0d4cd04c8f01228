import { assertionReason } from './assertion-reason.js';
import { directiveReason } from './directive-reason.js';
import { fileNames } from './file-names.js';
import { layerImports } from './layer-imports.js';

/** Rules that only make sense in this repository. */
export const repositoryPlugin = {
  meta: { name: 'repository' },
  rules: {
    'assertion-reason': assertionReason,
    'directive-reason': directiveReason,
    'file-names': fileNames,
    'layer-imports': layerImports,
  },
};
