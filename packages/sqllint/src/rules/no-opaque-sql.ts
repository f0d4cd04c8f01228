import { dialectNames } from '../dialect-name.ts';
import { defineRule } from './rule.ts';

export const noOpaqueSql = defineRule({
  name: 'no-opaque-sql',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: dialectNames,
  recommended: false,
  docs: { description: 'Disallow SQL that is put together at run time, which nobody can judge before it runs' },
  changes: {
    opaque(change, { isFirst, statement }) {
      if (!isFirst(`no-opaque-sql ${String(statement.start)}`)) return undefined;
      if (statement.problem?.kind === 'syntax') {
        return {
          message: `This statement could not be read, so that nothing is known of what it locks or loses; a server that reads the same SQL stops at it as well. ${change.reason}`,
          instead: 'Correct the statement. What a program fills in before it runs may stand in it as {{ name }}, ${name} or :name.',
          range: statement.problem,
        };
      }
      return {
        message: `What this statement does can be known only when it runs, so that neither this check nor a reviewer can say whether it can be undone or what it locks. ${change.reason}`,
        instead: 'Write the statements out. Where the number of tables or partitions is not known, let the script print them, and put what it printed into the migration.',
      };
    },
  },
});
