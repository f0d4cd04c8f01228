import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const noUnexplainedSuppression = defineRule({
  name: 'no-unexplained-suppression',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow a comment that switches a rule off without saying why' },
  directive({ directive: { word, targets, reason, leftOver, start, end } }) {
    const isSuppression = word === 'sqllint-disable-next-statement' || word === 'sqllint-disable-file';
    if (!isSuppression || reason !== undefined || targets.length === 0) return undefined;
    const names = targets.map(({ name }) => name).join(', ');
    const rules = targets.map(({ name }) => `\`${name}\``).join(', ');
    return {
      message: `This comment switches ${rules} off and does not say why, so that nobody can tell later whether it still holds. A reason stands behind \` -- \`.`,
      instead: `-- ${word} ${names} -- ${leftOver ?? 'why this is safe here'}`,
      range: { start, end },
    };
  },
});
