import { dirname, join } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { rangeLocation } from '../analysis/range-location.ts';
import { changedInSnapshot } from '../api/changed-in-snapshot.ts';
import type { ChangedSchema } from '../api/changed-schemas.ts';
import { changedDeclarations, changedRegistrations, lostStatuses } from '../api/changed-schemas.ts';
import type { Break } from '../api/compare-schemas.ts';
import { areExposed } from '../api/exposed-names.ts';
import { mayOffer, routesInProject, routesOfProject } from '../api/project-routes.ts';
import type { RiskOptions } from '../api/risk-options.ts';
import { isReported, NO_RISKS, riskSchema } from '../api/risk-options.ts';
import { declarationKey, registeredKey, schemaDirections } from '../api/schema-directions.ts';
import { newlyProtected } from '../api/newly-protected.ts';
import { isLeft } from '../api/schema-references.ts';
import { maybeSnapshot, readSnapshot } from '../api/snapshot.ts';
import type { ChangedFile } from '../comparison/since-baseline.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import { CONFIG_LANGUAGES, locate } from '../config-files/config-listener.ts';
import { configFromText } from '../config-files/from-text.ts';
import { createRule } from '../create-rule.ts';
import type { Module } from '../modules/module.ts';
import { readModule } from '../modules/module.ts';
import { projectOf } from '../modules/project-modules.ts';
import { routesOf } from '../routes/routes-of.ts';

type MessageId = 'status' | 'protected' | Break['change'] | keyof typeof baselineMessages;

export default createRule<MessageId, readonly [RiskOptions]>({
  name: 'no-breaking-schema-change',
  antipattern: 'DP-02',
  type: 'problem',
  docs: {
    description: 'Disallow changes of request and response schemas that clients of the previous version do not survive',
    recommended: false,
    strict: 'error',
    dialects: ['JavaScript', 'TypeScript', 'JSON (snapshot)'],
  },
  languages: ['js/js', ...CONFIG_LANGUAGES.filter((language) => language.startsWith('json/'))],
  messages: {
    ...baselineMessages,
    removed: '`{{path}}` is gone from `{{name}}`, and those who read this response still expect it. Keep it and mark it as deprecated, and remove it in a later release.',
    optional: '`{{path}}` of `{{name}}` may be missing now, and those who read this response rely on it. Go on sending it, or add another field.',
    nullable: '`{{path}}` of `{{name}}` may be null now, and those who read this response rely on a value. Go on sending one, or add another field.',
    retyped: '`{{path}}` of `{{name}}` was {{before}} and is {{after}}, which those who read this response do not expect. Keep it as it was, and add a field of another name.',
    added: '`{{path}}` of `{{name}}` is new and required, so requests of clients that do not know it are refused. Make it optional, or give it a default.',
    required: '`{{path}}` of `{{name}}` is required now, so requests that leave it out, as they could, are refused. Keep it optional, or give it a default.',
    notNullable: '`{{path}}` of `{{name}}` may not be null any more, so requests that say so, as they could, are refused. Go on accepting null.',
    narrowed: '`{{path}}` of `{{name}}` was {{before}} and is {{after}}, so requests that were right are refused. Go on accepting what was accepted.',
    tightened: '`{{path}}` of `{{name}}` accepts {{after}} now, so requests that were right are refused. Go on accepting what was accepted.',
    protected: '`{{operation}}` answered everybody and is not `{{lost}}` any more, so requests that were right are refused. Go on answering them, or offer what is protected as another operation.',
    status: '`{{operation}}` does not answer {{status}} any more, which its clients wait for. Keep the status.',
    closed: '`{{path}}` of `{{name}}` accepts nothing any more that it does not know, so requests that send more, as they could, are refused. Go on ignoring what is not known.',
    default: '`{{path}}` of `{{name}}` is {{after}} now where nothing is said, and was {{before}}. Keep the default for those who count on it.',
    value: '`{{path}}` of `{{name}}` may be {{after}} now, which those who read this response do not know. See to it that they take values that are new to them, before it is sent.',
    ignored: '`{{path}}` is gone from `{{name}}`, so what requests still say there has no effect any more. Keep it and mark it as deprecated.',
    loosened: '`{{path}}` of `{{name}}` may be longer, larger or of another form now than those who read this response know it. See to it that they take that, before it is sent.',
    refused: '`{{path}}` is gone from `{{name}}`, which accepts nothing that it does not know, so requests that still send it are refused. Keep it and mark it as deprecated.',
  },
  schema: [riskSchema],
  defaultOptions: [NO_RISKS],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const [{ risks }] = context.options;
    const isJson = (sourceCode.ast.type as string) === 'Document'; // ESLint's type knows JavaScript only
    if (isJson && !maybeSnapshot(sourceCode.text)) return {};
    // What a schema has from another one of this file is told there.
    const told = new Set<string>();
    const isNew = ({ direction, change, node, origin }: Break): boolean => {
      const key = JSON.stringify([direction, change, node, origin]);
      return !((node ?? origin) && told.has(key)) && Boolean(told.add(key));
    };
    return sinceBaseline(context, (changed) => {
      if (isJson) checkSnapshot(changed);
      else checkCode(changed);
    });

    /** The file of a snapshot, in which schemas are missed whose files are not there any more. */
    function checkSnapshot({ baseline, file, earlier }: ChangedFile): void {
      const [before, after] = [earlier && configFromText(earlier.text), configFromText(sourceCode.text)];
      if (!before || !after || !readSnapshot(before) || !readSnapshot(after)) return;
      for (const { operation, found, place, told: source } of changedInSnapshot(before, after)) {
        if (!isReported(found, risks)) continue;
        // A file that has changed says it itself.
        const path = source === undefined ? undefined : join(dirname(file), source);
        const text = path === undefined ? undefined : projectOf(physicalFilename, sourceCode.text, context.cwd).read(path.replaceAll('\\', '/'));
        if (path !== undefined && text !== undefined && !baseline.isUnchanged(path, text)) continue;
        const { change, path: name, before: was = '', after: is = '' } = found;
        context.report({ loc: locate(sourceCode, [place.start, place.end]), messageId: change, data: { path: name === '' ? operation : name, name: operation, before: was, after: is } });
      }
    }

    function checkCode({ earlier }: ChangedFile): void {
      if (!earlier) return;
      const project = projectOf(physicalFilename, sourceCode.text, context.cwd);
      if (!mayOffer(project.relative(project.file))) return;
      const { modules } = project;
      const module = modules.at(project.file);
      const before = readModule(project.file, earlier.text);
      if (!module || !before) return;

      const compared = changedDeclarations(before, module, modules);
      const declared = compared.filter(({ breaks }) => breaks.length > 0);
      if (declared.length > 0) {
        const breaksOf = (key: string): readonly Break[] | undefined => compared.find(({ name }) => declarationKey(module.file, name) === key)?.breaks;
        const isFar = areExposed(module, declared.map(({ name }) => name));
        const routes = isFar ? routesOfProject(project) : routesInProject(project, module).routes.map((route) => ({ module, route }));
        const directions = schemaDirections(routes, modules);
        for (const { name, breaks, node } of declared) {
          const uses = [...(directions.get(declarationKey(module.file, name)) ?? []), ...(directions.get(registeredKey(name)) ?? [])];
          report(module, { name, node, breaks: breaks.filter((found) => uses.some(({ direction, narrowings }) => direction === found.direction && isLeft(found, narrowings, breaksOf)) && isNew(found)) });
        }
      }
      const [then, now] = [{ module: before, routes: routesOf(before, modules) }, { module, routes: routesInProject(project, module) }];
      for (const { breaks, ...changed } of changedRegistrations(then, now, modules)) report(module, { ...changed, breaks: breaks.filter(isNew) });
      for (const { operation, lost, node } of newlyProtected(then.routes, now.routes)) context.report({ loc: rangeLocation(sourceCode, node), messageId: 'protected', data: { operation, lost } });
      for (const { operation, status, node } of lostStatuses(then, now)) context.report({ loc: rangeLocation(sourceCode, node), messageId: 'status', data: { operation, status } });
    }

    function report(module: Module, { name, breaks, node }: ChangedSchema): void {
      for (const { change, path, node: place, before = '', after = '' } of breaks.filter((found) => isReported(found, risks))) {
        // What comes from another module is told where that is made part of this one.
        const isHere = place?.file === module.file;
        const loc: TSESTree.SourceLocation = rangeLocation(sourceCode, isHere ? place : node);
        context.report({ loc, messageId: change, data: { path: path === '' ? name : path, name, before, after } });
      }
    }
  },
});
