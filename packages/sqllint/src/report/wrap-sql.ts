import { textWidth, wrap } from './text-width.ts';

const commentLine = /^\s*-- ?(?=\S)/u;
/** What cannot be broken: strings, names in quotes, and other text without spaces. */
const unbreakable = /(?:'[^']*'|"[^"]*"|[^\s'"])+/gu;

/**
 * Breaks lines of SQL that are too wide where a space stands, so that the SQL means the same when
 * it is pasted: never in a string or a name, and a comment goes on as a comment. A line is left
 * too wide where that cannot be told from this line alone: beside a comment, and in SQL with
 * dollar quotes, backslashes or strings over several lines.
 */
export function wrapSql(sql: string, width: number): string[] {
	const lines = sql.split('\n');
	if (lines.every((line) => textWidth(line) <= width)) return lines;
	const isPlain = lines.every((line) => commentLine.test(line) || !(/[$\\]/u.test(line) || hasOpenQuote(line)));
	return lines.flatMap((line) => {
		if (textWidth(line) <= width) return [line];
		const marker = commentLine.exec(line)?.[0];
		if (marker !== undefined) return wrap(line.slice(marker.length), width - marker.length).map((part) => marker + part);
		return isPlain && !/--|\/\*/u.test(line) ? wrapStatement(line, width) : [line];
	});
}

function hasOpenQuote(line: string): boolean {
	return /['"]/u.test(line.replace(/'[^']*'|"[^"]*"/gu, ''));
}

/** The lines after the first are indented by two more. */
function wrapStatement(line: string, width: number): string[] {
	const indent = /^\s*/u.exec(line)?.[0] ?? '';
	const lines: string[] = [];
	let current = '';
	for (const next of line.match(unbreakable) ?? []) {
		if (current === '') current = indent + next;
		else if (textWidth(current) + 1 + textWidth(next) <= width) current += ` ${next}`;
		else {
			lines.push(current);
			current = `${indent}  ${next}`;
		}
	}
	return [...lines, current];
}
