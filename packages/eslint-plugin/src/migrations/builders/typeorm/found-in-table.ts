import type { TSESTree } from '@typescript-eslint/utils';
import { ElsewhereValue, FunctionValue, HostValue } from '../../interpreter/values.ts';
import type { CallSite, Value } from '../../interpreter/values.ts';
import { TextValue } from '../../script/text-value.ts';

/** What `queryRunner.getTable('orders')` gives, to look up a key whose name nobody knows. */
export class TableInDatabase extends HostValue {
  readonly name: Value;

  constructor(name: Value) {
    super();
    this.name = name;
  }

  override get(property: string): Value {
    if (property === 'name') return this.name;
    return /^(?:foreignKeys|uniques|indices|checks|columns)$/u.test(property) ? new PartsOfTable() : super.get(property);
  }

  invoke(_name: string, args: readonly Value[]): Value {
    return args[0] instanceof TextValue ? new FoundInTable([args[0].toString()]) : new ElsewhereValue();
  }
}

class PartsOfTable extends HostValue {
  /** `table.foreignKeys.find((key) => key.columnNames.includes('user_id'))`: the one with the columns that it names. */
  invoke(name: string, [test]: readonly Value[], site: CallSite): Value {
    if ((name !== 'find' && name !== 'filter') || !(test instanceof FunctionValue) || !test.node.body) return new ElsewhereValue();
    const names = stringsIn(test.node.body, (node) => site.interpreter.evaluate(node, test.scope));
    return names.length === 0 ? new ElsewhereValue() : new FoundInTable(names);
  }
}

/** A key, an index or a column that was looked up by the columns that it is on, or by its name. */
export class FoundInTable extends HostValue {
  readonly words: readonly string[];

  constructor(words: readonly string[]) {
    super();
    this.words = words;
  }

  override get(property: string): Value {
    return property === 'name' ? this : new ElsewhereValue();
  }

  invoke(): Value {
    return new ElsewhereValue();
  }
}

function stringsIn(node: TSESTree.Node, evaluate: (node: TSESTree.Node) => Value): string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'Identifier': {
      const value = evaluate(node);
      return value instanceof TextValue && value.isKnown ? [value.toString()] : [];
    }
    case 'BinaryExpression':
    case 'LogicalExpression':
      return [...stringsIn(node.left, evaluate), ...stringsIn(node.right, evaluate)];
    case 'CallExpression':
      return node.arguments.flatMap((argument) => stringsIn(argument, evaluate));
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element ? stringsIn(element, evaluate) : []));
    case 'BlockStatement':
      return node.body.flatMap((statement) => (statement.type === 'ReturnStatement' && statement.argument ? stringsIn(statement.argument, evaluate) : []));
    case 'UnaryExpression':
      return stringsIn(node.argument, evaluate);
    default:
      return [];
  }
}
