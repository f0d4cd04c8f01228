import type { Finding } from '../lint-result.ts';
import type { ReportContext } from './report.ts';

/** What a name is made of. */
export type Fingerprinted = Pick<Finding, 'rule' | 'file' | 'script' | 'start' | 'end' | 'message'>;

/**
 * Gives findings names that stay the same from run to run, so that a platform knows an old finding
 * from a new one. A name is made of the rule, the file and the SQL that is underlined, with its
 * white space evened out: lines that are added above, a new indentation and better words in a
 * message do not change it. Where a file has the same twice, they are counted, so that no two
 * findings of a run have one name.
 */
export function fingerprinter(context: Pick<ReportContext, 'digest' | 'repositoryPath' | 'sourceOf'>): (finding: Fingerprinted) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, script, start, end, message }) => {
    const sql = context.sourceOf(file)?.text.slice(start, end).replace(/\s+/gu, ' ').trim();
    // Without the text at hand, the message says most of what tells two findings apart.
    const key = JSON.stringify([rule, context.repositoryPath(file), script, sql ?? message]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return context.digest(before === 0 ? key : `${key}${before}`);
  };
}
