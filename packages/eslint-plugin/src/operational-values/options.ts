import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { OperationalGroup } from '../knowledge/operational-groups.ts';
import { DEFAULT_OPERATIONAL_GROUPS, OPERATIONAL_GROUPS, OPERATIONAL_GROUP_NAMES } from '../knowledge/operational-groups.ts';
import { FILES_OUTSIDE_SERVICES } from '../knowledge/files-outside-services.ts';
import type { OptionsByGroup } from '../knowledge/operational-libraries.ts';

/** What speaks for a value being operational: a library's own option, or its name alone. */
type Evidence = 'library' | 'name';

/** The options of `no-hardcoded-operational-value` after ESLint has merged the defaults in. */
export interface OperationalValueOptions {
  readonly groups: readonly OperationalGroup[];
  readonly evidence: readonly Evidence[];
  readonly libraries: Readonly<Record<string, OptionsByGroup>>;
  readonly additionalNames: OptionsByGroup;
  readonly ignoreNames: readonly string[];
  readonly ignoreValues: readonly number[];
  readonly ignoreFiles: readonly string[];
  readonly envReaders: readonly string[];
}

/** Functions that read configuration under whatever name projects give them. */
export const DEFAULT_ENV_READERS: readonly string[] = [
  'env',
  'env.*',
  '*Env',
  '*Env.*',
  'getEnv*',
  'parseEnv*',
  'readEnv*',
  'convict',
  '*onfig.get*',
  '*onfigService.get*',
  'get*Config',
  'load*Config',
  'create*Config',
  'define*Config',
  'registerAs',
];

export const DEFAULT_OPTIONS: OperationalValueOptions = {
  groups: [...DEFAULT_OPERATIONAL_GROUPS],
  evidence: ['library', 'name'],
  libraries: {},
  additionalNames: {},
  ignoreNames: [],
  ignoreValues: [0, 1, -1],
  ignoreFiles: [...FILES_OUTSIDE_SERVICES],
  envReaders: [...DEFAULT_ENV_READERS],
};

const names: JSONSchema4 = { type: 'array', items: { type: 'string' }, uniqueItems: true };
const optionsByGroup: JSONSchema4 = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    OPERATIONAL_GROUP_NAMES.map((group) => [group, { ...names, description: OPERATIONAL_GROUPS[group].description }]),
  ),
};

/** The JSON schema of the options; its descriptions are the ones of the documentation page. */
export const OPTIONS_SCHEMA: JSONSchema4[] = [
  {
    type: 'object',
    additionalProperties: false,
    properties: {
      groups: {
        type: 'array',
        items: { type: 'string', enum: [...OPERATIONAL_GROUP_NAMES] },
        uniqueItems: true,
        description: 'The kinds of values to report; replaces the default list.',
      },
      evidence: {
        type: 'array',
        items: { type: 'string', enum: ['library', 'name'] },
        uniqueItems: true,
        minItems: 1,
        description: 'What a finding may rest on: an option of a known library, or a telling name.',
      },
      libraries: {
        type: 'object',
        additionalProperties: { ...optionsByGroup, description: 'The option names of one module, by kind.' },
        description: 'Option names of further modules, your own wrappers included, by kind.',
      },
      additionalNames: {
        ...optionsByGroup,
        description: 'Further names that tell by themselves what a value is for, by kind; `*` stands for any text.',
      },
      ignoreNames: { ...names, description: 'Names of options and constants to leave alone; `*` stands for any text.' },
      ignoreValues: {
        type: 'array',
        items: { type: 'number' },
        uniqueItems: true,
        description: 'Numbers that mean “off”, “none” or “unlimited” rather than an amount.',
      },
      ignoreFiles: {
        ...names,
        description: 'Globs, relative to the working directory, of files that are no part of a running service; replaces the default list.',
      },
      envReaders: {
        ...names,
        description: 'Functions that read configuration, so that literals among their arguments are defaults; `*` stands for any text.',
      },
    },
  },
];
