import { parseDockerfile } from './text/dockerfile.ts';
import { parseDotenv } from './text/dotenv.ts';
import { parsePlainText } from './text/plain-text.ts';
import { parseProperties } from './text/properties.ts';
import { TextLanguage } from './text/text-language.ts';

/** The languages of the main entry, under the names that a config says behind `delivery/`. */
export const textLanguages: Readonly<Record<'dotenv' | 'dockerfile' | 'properties' | 'text', TextLanguage>> = {
  dotenv: new TextLanguage(parseDotenv),
  dockerfile: new TextLanguage(parseDockerfile),
  properties: new TextLanguage(parseProperties),
  text: new TextLanguage(parsePlainText),
};
