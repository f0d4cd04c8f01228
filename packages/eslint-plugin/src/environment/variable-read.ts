import type { TSESTree } from '@typescript-eslint/utils';

/** One place where code reads an environment variable, or a schema of the environment declares it. */
export interface VariableRead {
  readonly name: string;
  /** What to underline: the whole read, or the key in the schema. */
  readonly node: TSESTree.Node;
  /**
   * `required`: what runs when the program starts fails without the variable. `asserted`: the type checker is told
   * that it is there when the program starts, as in `process.env.PORT!`. `optional`: there is a default or a guard.
   * `plain`: nothing of that is to be seen.
   */
  readonly need: 'required' | 'asserted' | 'optional' | 'plain';
  /** The default, as it is written; undefined when there is none that could be told. */
  readonly fallback: TSESTree.Node | undefined;
  /** The schema's expression for the variable, as in `PORT: z.coerce.number()`. */
  readonly schema: TSESTree.Node | undefined;
  /** What is made of it, the same in every version of a file: the path of keys and names that it is assigned to. */
  readonly slot: string;
}

/** `DATABASE_URL`; what is written otherwise is a key of something else. */
export const variableName = /^[A-Z][A-Z\d]*(?:_+[A-Z\d]+)*$/;

/**
 * What a bundler puts into the code of a front end. Such a variable is missed when the code is built, and not when
 * the new version starts.
 */
export const buildTimeName = /^(?:NEXT_PUBLIC_|VITE_|PUBLIC_|NUXT_PUBLIC_|EXPO_PUBLIC_|REACT_APP_|GATSBY_|STORYBOOK_)/;

/** The path of keys and names that a value is assigned to, outermost first: `config.database.url`. */
export function slotOf(node: TSESTree.Node): string {
  const names: string[] = [];
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    const name = ownName(current);
    if (name !== undefined) names.unshift(name);
  }
  return names.join('.');
}

function ownName(node: TSESTree.Node): string | undefined {
  switch (node.type) {
    case 'VariableDeclarator':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id?.type === 'Identifier' ? node.id.name : undefined;
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return node.key.type === 'Identifier' && !node.computed ? node.key.name : node.key.type === 'Literal' ? String(node.key.value) : undefined;
    default:
      return undefined;
  }
}
