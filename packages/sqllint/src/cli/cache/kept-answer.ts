import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Answer } from '../answer.ts';
import { digest } from '../digest.ts';
import { forget, writeWhole } from './write-whole.ts';
import { areEqual, holdsTheSame } from './watched-disk.ts';
import type { Trace, WatchedDisk } from './watched-disk.ts';

/** How the file is written; one that was written in another way is not read. */
const format = 'sqllint answer 1';

const prefix = 'answer-';

/** How many answers a cache keeps. A project has a handful of commands; each answer lists all files that it rests on. */
const keptAnswers = 8;

/** What was asked. */
export interface Question {
  /** The same for questions of which one answer takes the place of the other. */
  readonly topic: string;
  /** All that decides about the answer, besides the disk. */
  readonly text: string;
}

/**
 * The second line of the file. The first is `format` and a digest of all that follows. Behind the
 * header stand the traces of the files, as many numbers as a trace has for each, then their paths,
 * then the report.
 */
interface Header {
  readonly question: string;
  readonly exitCode: Answer['exitCode'];
  readonly complaints: Answer['complaints'];
  readonly remark?: string;
  /** `null` stands for NaN. */
  readonly folders: readonly (readonly [path: string, listing: string, ...trace: (number | null)[]])[];
  readonly files: number;
  readonly pathsLength: number;
}

const numbersInTrace = 4;

/**
 * What an earlier run answered to a question; undefined when that is not known, or when anything
 * that it read is not certain to be as it was. Of files and of folders that seem untouched, neither
 * is read.
 */
export function findAnswer(folder: string, question: Question, disk: WatchedDisk): Answer | undefined {
  try {
    const bytes = readFileSync(fileOf(folder, question));
    const endOfFirst = bytes.indexOf(newline);
    const body = bytes.subarray(endOfFirst + 1);
    if (bytes.toString('utf8', 0, endOfFirst) !== firstLine(body)) return undefined;
    const endOfHeader = body.indexOf(newline);
    // Written by ourselves: the checksum was right.
    const header = JSON.parse(body.toString('utf8', 0, endOfHeader)) as Header;
    if (header.question !== question.text) return undefined;
    const endOfTraces = endOfHeader + 1 + header.files * numbersInTrace * 8;
    const endOfPaths = endOfTraces + header.pathsLength;
    const traces = body.subarray(endOfHeader + 1, endOfTraces);
    const paths = body.toString('utf8', endOfTraces, endOfPaths);
    if (!areFoldersSame(header, disk) || !areFilesSame(paths, traces, header.files, disk)) return undefined;
    const { complaints, remark, exitCode } = header;
    return { complaints, report: body.subarray(endOfPaths), ...(remark === undefined ? {} : { remark }), exitCode };
  } catch {
    return undefined;
  }
}

function areFoldersSame({ folders }: Header, disk: WatchedDisk): boolean {
  return folders.every(([path, listing, ...trace]) => {
    const [size = null, modified = null, changed = null, id = null] = trace;
    const kept: Trace = [size ?? NaN, modified ?? NaN, changed ?? NaN, id ?? NaN];
    // A folder that was touched, by a file that came and went, holds what it held all the same.
    return (size !== null && areEqual(disk.traceOf(path), kept)) || holdsTheSame(path, listing);
  });
}

function areFilesSame(paths: string, traces: Buffer, count: number, disk: WatchedDisk): boolean {
  if (count === 0) return true;
  const names = paths.split('\0');
  return (
    names.length === count &&
    names.every((path, index) => disk.traceOf(path).every((number, at) => Object.is(traces.readDoubleLE((index * numbersInTrace + at) * 8), number)))
  );
}

/**
 * Keeps what a run answers, for the next one that is asked the same. Nothing is kept when a file is
 * so new that it could change and look the same; the disk may refuse, too.
 */
export function keepAnswer(folder: string, question: Question, { complaints, report, remark, exitCode }: Answer, disk: WatchedDisk): void {
  if (!disk.isSettled()) return;
  const names = [...disk.files.keys()];
  const paths = Buffer.from(names.join('\0'));
  const traces = Buffer.alloc(names.length * numbersInTrace * 8);
  for (const [index, trace] of [...disk.files.values()].entries()) {
    for (const [at, number] of trace.entries()) traces.writeDoubleLE(number, (index * numbersInTrace + at) * 8);
  }
  const header: Header = {
    question: question.text,
    exitCode,
    complaints,
    ...(remark === undefined ? {} : { remark }),
    folders: [...disk.folders].map(([path, { listing, trace }]) => [path, listing, ...trace]),
    files: names.length,
    pathsLength: paths.length,
  };
  const body = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), traces, paths, Buffer.from(report)]);
  const file = fileOf(folder, question);
  if (writeWhole(file, [Buffer.from(`${firstLine(body)}\n`), body])) forgetOldest(folder);
}

function forgetOldest(folder: string): void {
  const answers = readdirSync(folder).filter((name) => name.startsWith(prefix)).map((name) => join(folder, name));
  if (answers.length <= keptAnswers) return;
  const byAge = answers.map((file) => ({ file, writtenAt: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  byAge.sort((a, b) => b.writtenAt - a.writtenAt);
  for (const { file } of byAge.slice(keptAnswers)) forget(file);
}

function fileOf(folder: string, { topic }: Question): string {
  return join(folder, prefix + digest(topic));
}

function firstLine(body: Uint8Array): string {
  return `${format} ${createHash('sha256').update(body).digest('base64url')}`;
}

const newline = 0x0a;
