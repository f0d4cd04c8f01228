import type { Dialect, ParsedScript } from 'sqllint';

/** How much text is remembered at least, in UTF-16 units: several times the histories of large projects. */
const enough = 8_000_000;

type ScriptsByRange = Map<string, ParsedScript>;

/**
 * The same dialect, parsing no text twice. Parsing is most of the work, the text of one file is needed for its own tree
 * and for the history of its folder, and between two keystrokes in one file the others stay as they are.
 */
export function rememberParsed(dialect: Dialect): Dialect {
  // What was not asked for while the recent map filled up is forgotten with the earlier one.
  let recent = new Map<string, ScriptsByRange>();
  let earlier = new Map<string, ScriptsByRange>();
  let size = 0;

  function scriptsOf(text: string): ScriptsByRange {
    const known = recent.get(text);
    if (known) return known;
    if (size > enough) {
      earlier = recent;
      recent = new Map();
      size = 0;
    }
    const scripts = earlier.get(text) ?? new Map<string, ParsedScript>();
    recent.set(text, scripts);
    size += text.length;
    return scripts;
  }

  return {
    ...dialect,
    parse(text, start = 0, end = text.length) {
      const scripts = scriptsOf(text);
      const range = `${start}-${end}`;
      let script = scripts.get(range);
      if (!script) scripts.set(range, (script = dialect.parse(text, start, end)));
      return script;
    },
  };
}
