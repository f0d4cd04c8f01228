import type { TSESLint } from '@typescript-eslint/utils';
import { composeServices } from '../config-files/compose.ts';
import { CONFIG_LANGUAGES, configListener, locate } from '../config-files/config-listener.ts';
import type { ConfigList, ConfigRange, ConfigValue } from '../config-files/config-value.ts';
import { textAt, valueAt } from '../config-files/config-value.ts';
import type { HealthProblem } from '../config-files/health-command.ts';
import { problemOfExec, problemOfScript } from '../config-files/health-command.ts';
import { createRule } from '../create-rule.ts';
import type { TextInstruction } from '../languages/text/text-nodes.ts';

type Fix = TSESLint.ReportFixFunction | null;

export default createRule({
  name: 'valid-container-healthcheck',
  antipattern: 'DP-06',
  type: 'problem',
  docs: {
    description: 'Require the health check of a container to fail when the container is not healthy',
    recommended: 'error',
    dialects: ['Compose', 'Dockerfile'],
  },
  languages: [...CONFIG_LANGUAGES, 'delivery/dockerfile'],
  messages: {
    curlWithoutFail:
      'Without `-f`, `curl` exits with 0 for every answer, an error 500 included, so this health check passes while the service fails. Write `curl -f`.',
    neverFails: 'This health check ends with `{{tail}}`, so it passes whatever the command before finds. Leave that out, or exit with 1.',
    jqDecides:
      'The exit code of a pipe is that of its last command, and `jq` exits with 0 for any JSON, so this health check does not fail. Write `jq -e` with a condition.',
    noShell: '`CMD` runs a program without a shell, so `{{argument}}` is not understood here. Write `CMD-SHELL` and the whole command as one text.',
    noKind: 'The first item of a health check that is a list says how it is run. Write `CMD` before it, or `CMD-SHELL` and the whole command as one text.',
  },
  schema: [],
  defaultOptions: [],
  fixable: 'code',
  create(context) {
    const { sourceCode, filename } = context;
    const { text } = sourceCode;
    const report = (problem: HealthProblem | { messageId: 'noKind' } | undefined, range: ConfigRange, fix: Fix): void => {
      if (problem) context.report({ loc: locate(sourceCode, range), ...problem, fix });
    };

    const checkTest = (test: ConfigValue): void => {
      // Reported where it is written, not where an alias stands for it.
      if (test.shared) return;
      const script = textAt(test);
      const checkScript = (problem: HealthProblem | undefined): void => report(problem, test.range, addFail(problem, text, test.range));
      if (script !== undefined) checkScript(problemOfScript(script));
      if (test.kind !== 'list') return;
      const words = test.items.map((item) => (item.kind === 'scalar' ? String(item.value) : ''));
      const [kind, ...rest] = words;
      if (kind === 'NONE' || kind === undefined) return;
      if (kind === 'CMD-SHELL') checkScript(problemOfScript(rest.join(' ')));
      else if (kind === 'CMD') {
        const problem = problemOfExec(rest);
        report(problem, test.range, problem?.messageId === 'noShell' ? useShell(test, rest) : addFailItem(text, test, words));
      } else report({ messageId: 'noKind' }, test.range, null);
    };

    return {
      ...configListener((document) => {
        for (const { value } of composeServices(document, filename).values()) {
          const test = valueAt(value, 'healthcheck', 'test');
          if (test) checkTest(test);
        }
      }),
      TextInstruction({ keyword, argument, argumentRange: [start] }: TextInstruction) {
        if (keyword !== 'HEALTHCHECK') return;
        const [head, command] = /^(?:--[a-z-]+=\S+\s+|\\\s+)*CMD\s+([\s\S]+)$/iu.exec(argument) ?? [];
        if (head === undefined || command === undefined) return;
        const range: ConfigRange = [start + argument.length - command.length, start + argument.length];
        const words = execForm(command);
        const problem = words ? problemOfExec(words) : problemOfScript(command);
        // `CMD-SHELL` is Compose's word; in a Dockerfile the form without brackets is the one with a shell.
        report(problem, range, words ? null : addFail(problem, text, range));
      },
    };
  },
});

/** The words of `["a", "b"]`; undefined when a shell reads the text. */
function execForm(command: string): string[] | undefined {
  if (!command.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(command.replace(/\\\r?\n/gu, ''));
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    // Docker takes what is no JSON for a line of shell.
    return undefined;
  }
}

/** Inserts `-f` behind the one `curl` of a script. */
function addFail(problem: HealthProblem | undefined, text: string, range: ConfigRange): Fix {
  if (problem?.messageId !== 'curlWithoutFail') return null;
  const places = [...text.slice(...range).matchAll(/(?<![\w/.-])curl(?=\s)/gu)];
  const [place] = places;
  if (places.length !== 1 || !place) return null;
  return (fixer) => fixer.insertTextAfterRange([0, range[0] + place.index + 'curl'.length], ' -f');
}

/** Inserts `-f` as an item of its own behind `curl`, in the quotes that `curl` has. */
function addFailItem(text: string, list: ConfigList, words: readonly string[]): Fix {
  const item = list.items[words.indexOf('curl')];
  if (!list.flow || !item) return null;
  const quoted = text.slice(...item.range);
  return (fixer) => fixer.insertTextAfterRange([...item.range], `, ${quoted.replace('curl', '-f')}`);
}

/** `["CMD", "a", "||", "b"]` becomes `["CMD-SHELL", "a || b"]`, where no word needs quotes of its own. */
function useShell(list: ConfigList, words: readonly string[]): Fix {
  if (!list.flow) return null;
  const plain = words.length === 1 || words.every((word) => word === '||' || word === '&&' || /^[\w./:=@%?-]+$/u.test(word));
  return plain ? (fixer) => fixer.replaceTextRange([...list.range], `[CMD-SHELL, ${JSON.stringify(words.join(' '))}]`) : null;
}
