import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { parserOf } from '../analysis/parse-code.ts';
import { linkParents } from '../analysis/tree.ts';
import { Baseline } from '../project/baseline.ts';
import { isFirstInRun } from '../project/once-per-run.ts';
import { baselineOf } from './baseline-of.ts';

/** What a rule that compares has among its messages. */
export const baselineMessages = {
  baselineUnavailable:
    'Nothing was compared with the version before this change, so no rule that needs it has said anything. {{reason}} Set settings.delivery.baseline to false if that is what you want.',
} as const;

/** The message of {@link baselineMessages}. */
export type BaselineMessageId = keyof typeof baselineMessages;

/** A file that is not as it was at the baseline. */
export interface ChangedFile {
  readonly baseline: Baseline;
  /** Absolute. */
  readonly file: string;
  /** What it was; undefined for a file that was not there. */
  readonly earlier: EarlierFile | undefined;
}

/** A file as it was at the baseline. */
export interface EarlierFile {
  readonly text: string;
  /** Its syntax tree with parents, by the parser of the linted file; undefined when it does not parse. Not for config files. */
  program(): TSESTree.Program | undefined;
}

/**
 * Listeners of a rule that compares a file with what it was: nothing for a file that is as it was. Without a baseline
 * nothing is compared; in CI, where silence would look like success, one message on one file of the run says so.
 *
 * @param context of the rule, whose messages hold {@link baselineMessages}
 * @param compare reports what is wrong; called behind the traversal
 */
export function sinceBaseline<MessageId extends string, Options extends readonly unknown[]>(
  context: Readonly<TSESLint.RuleContext<BaselineMessageId | MessageId, Options>>,
  compare: (changed: ChangedFile) => void,
): TSESLint.RuleListener {
  const { physicalFilename: file, sourceCode } = context;
  const root = sourceCode.ast.type as string; // another one in each language
  const baseline = baselineOf(context);
  if (baseline === undefined) return {};
  if (!(baseline instanceof Baseline)) {
    const { reason, isCi } = baseline;
    if (!isCi || !isFirstInRun('baseline-unavailable')) return {};
    return { [root]: () => context.report({ loc: { line: 1, column: 0 }, messageId: 'baselineUnavailable', data: { reason } }) };
  }
  if (baseline.isUnchanged(file, sourceCode.text)) return {};
  return {
    [`${root}:exit`]: () => {
      const text = baseline.textOf(file);
      compare({ baseline, file, earlier: text === undefined ? undefined : earlierFile(context, text) });
    },
  };
}

/** What a file was does not change while somebody types in it, and several rules look at it. */
const programs = new Map<string, { readonly text: string; readonly parser: unknown; readonly program: TSESTree.Program | undefined }>();
const rememberedPrograms = 16;

function earlierFile({ languageOptions, physicalFilename: file }: Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'languageOptions' | 'physicalFilename'>, text: string): EarlierFile {
  return {
    text,
    program: () => {
      const { parser } = languageOptions;
      let known = programs.get(file);
      if (known?.text !== text || known.parser !== parser) known = { text, parser, program: parsed(parserOf(languageOptions), text, file) };
      programs.delete(file);
      programs.set(file, known);
      const [oldest] = programs.keys();
      if (programs.size > rememberedPrograms && oldest !== undefined) programs.delete(oldest);
      return known.program;
    },
  };
}

function parsed(parse: ReturnType<typeof parserOf>, text: string, file: string): TSESTree.Program | undefined {
  try {
    return linkParents(parse(text, file));
  } catch {
    return undefined;
  }
}
