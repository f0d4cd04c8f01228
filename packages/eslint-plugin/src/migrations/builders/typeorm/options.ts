import type { Range } from 'sqllint';
import { ElsewhereValue, RecordValue } from '../../interpreter/values.ts';
import type { Value } from '../../interpreter/values.ts';
import { TextValue } from '../../script/text-value.ts';
import { listed, textOf } from '../sql-text.ts';

/** The options of `new TableColumn({ … })`, or of the same as a plain object. Undefined where they are not written in the migration. */
export function optionsOf(value: Value): Options | undefined {
  if (value instanceof RecordValue) return new Options(value, value.at);
  if (value instanceof ElsewhereValue && value.args?.[0] instanceof RecordValue) return new Options(value.args[0], value.at);
  return undefined;
}

/** Options by name, each with what TypeORM takes for it. */
export class Options {
  readonly #record: RecordValue;
  /** Where they are written. */
  readonly at: Range | undefined;

  constructor(record: RecordValue, at: Range | undefined) {
    this.#record = record;
    this.at = at;
  }

  /** False when some of them are spread in from elsewhere. */
  get isKnown(): boolean {
    return !this.#record.isOpen;
  }

  value(name: string): Value {
    return this.#record.get(name);
  }

  text(name: string): string | undefined {
    const value = this.#record.get(name);
    return typeof value === 'number' ? String(value) : textOf(value);
  }

  isSet(name: string): boolean {
    const value = this.#record.get(name);
    return value === true || value instanceof TextValue;
  }

  place(name: string): Range | undefined {
    return this.#record.places.get(name);
  }

  /** The texts of a list; undefined where one of them is not known. */
  texts(name: string): readonly string[] | undefined {
    const texts = listed(this.#record.get(name)).map(textOf);
    return texts.includes(undefined) ? undefined : texts.filter((one) => one !== undefined);
  }

  /** A list of further options; undefined where one of them is not written in the migration. */
  list(name: string): readonly Options[] | undefined {
    const options = listed(this.#record.get(name)).map(optionsOf);
    return options.some((one) => !one?.isKnown) ? undefined : options.filter((one) => one !== undefined);
  }
}
