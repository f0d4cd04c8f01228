import { escaped } from './in/finder.ts';

/** Whether a script that removes a name itself puts something of that name into the place. */
export function comesBack(text: string, name: string): boolean {
  const quoted = `["\`]?${escaped(name)}["\`]?(?![\\p{L}\\d_])`;
  return new RegExp(`\\b(?:add\\s+(?:column\\s+)?(?:if\\s+not\\s+exists\\s+)?|to\\s+|(?:table|view)\\s+(?:if\\s+not\\s+exists\\s+)?(?<!drop\\s+(?:table|view)\\s+))(?:\\w+\\.)?${quoted}`, 'iu').test(
    text.replace(/\b(?:alter|drop)\s+(?:table|view)\s+(?:if\s+exists\s+)?(?:only\s+)?\S+/giu, ''),
  );
}
