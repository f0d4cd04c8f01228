import { describe, expect, it } from 'vitest';

import {
  antipatterns,
  checklist,
  factorDefences,
  findAntipattern,
  findChecklistQuestion,
  findFactorDefence,
  findFocusArea,
  findMaturityCriterion,
  findMaturityRung,
  findSeemsCategory,
  findSeverity,
  focusAreas,
  maturityCriteria,
  maturityRungs,
  neighbourhoods,
  neighboursOf,
  seemsCategories,
  severities,
} from '../src/index.ts';
import type { Antipattern } from '../src/index.ts';

describe('the vocabularies', () => {
  it('have their terms in the order in which they are taught', () => {
    expect({
      seems: seemsCategories.map(({ name }) => name),
      factor: factorDefences.map(({ name }) => name),
      severities: severities.map(({ id }) => id),
      rungs: maturityRungs.map(({ id }) => id),
      criteria: maturityCriteria.map(({ id }) => id),
    }).toEqual({
      seems: ['Shared fate', 'Excessive load', 'Excessive latency', 'Misconfiguration', 'Single points of failure'],
      factor: ['Fault isolation', 'Availability', 'Capacity', 'Timeliness', 'Output correctness', 'Redundancy'],
      severities: ['HIGH', 'MEDIUM', 'LOW'],
      rungs: ['HYG', 'L1', 'L2', 'L3'],
      criteria: ['1.1', '1.3', '2.2', '3.1'],
    });
    expect(checklist).toHaveLength(8);
    expect(focusAreas).toHaveLength(6);
  });

  it.each([
    ['SEEMS category', seemsCategories, findSeemsCategory],
    ['FaCTOR defence', factorDefences, findFactorDefence],
    ['severity', severities, findSeverity],
    ['rung of maturity', maturityRungs, findMaturityRung],
    ['maturity criterion', maturityCriteria, findMaturityCriterion],
    ['checklist question', checklist, findChecklistQuestion],
    ['focus area', focusAreas, findFocusArea],
  ])('find every %s by its id, and nothing by another string', (_, terms, find: (id: string) => unknown) => {
    for (const term of terms) expect(find(term.id)).toBe(term);
    for (const unknown of ['', 'DP-01', 'constructor', '__proto__']) expect(find(unknown)).toBeUndefined();
  });
});

describe('a link between an anti-pattern and', () => {
  it.each<[string, (antipattern: Antipattern) => { readonly antipatterns: readonly string[] } | undefined]>([
    ['its SEEMS category', ({ seems }) => findSeemsCategory(seems)],
    ['its FaCTOR defence', ({ factor }) => findFactorDefence(factor)],
    ['its severity', ({ severity }) => findSeverity(severity)],
    ['its rung of maturity', ({ maturity }) => findMaturityRung(maturity.rung)],
    ['its checklist question', ({ checklistQuestion }) => findChecklistQuestion(checklistQuestion)],
    ['its criterion', ({ criterion }) => (criterion === undefined ? undefined : findMaturityCriterion(criterion))],
    ['its focus area', ({ focusArea }) => (focusArea === undefined ? undefined : findFocusArea(focusArea))],
  ])('%s can be followed from both sides', (_, followed) => {
    for (const antipattern of antipatterns) {
      const there = followed(antipattern);
      const back = antipatterns.filter((other) => there !== undefined && followed(other) === there).map(({ id }) => id);
      expect(there?.antipatterns ?? []).toEqual(back);
    }
  });

  it('everything that Delivery asks for leads somewhere', () => {
    for (const term of [...severities, ...maturityRungs, ...maturityCriteria, ...checklist, ...focusAreas]) {
      expect(term.antipatterns, term.id).not.toEqual([]);
      for (const id of term.antipatterns) expect(findAntipattern(id).id).toBe(id);
    }
  });

  it('independent deployability is shared by DP-03 and DP-09, and by no other question', () => {
    const shared = checklist.filter((question) => question.antipatterns.length > 1);
    expect(shared.map(({ id, antipatterns: ids }) => [id, ids])).toEqual([
      ['independent-deployability', ['DP-03', 'DP-09']],
    ]);
  });
});

describe('a link between', () => {
  it('SEEMS and FaCTOR can be followed from both sides', () => {
    const forth = seemsCategories.flatMap(({ id, emphasisedDefences }) => emphasisedDefences.map((to) => `${id} ${to}`));
    const back = factorDefences.flatMap(({ id, emphasisedAgainst }) => emphasisedAgainst.map((from) => `${from} ${id}`));
    expect(forth.sort()).toEqual(back.sort());
    expect(forth).toHaveLength(3);
  });

  it('a criterion and its level can be followed from both sides', () => {
    for (const { id, level } of maturityCriteria) expect(findMaturityRung(level).criteria).toContain(id);
    for (const { id, criteria } of maturityRungs) {
      for (const criterion of criteria) expect(findMaturityCriterion(criterion).level).toBe(id);
    }
  });

  it('two rungs of maturity can be followed from both sides', () => {
    expect(maturityRungs.map(({ id, requires, requiredBy }) => [id, requires, requiredBy])).toEqual([
      ['HYG', [], ['L1', 'L2', 'L3']],
      ['L1', ['HYG'], ['L2', 'L3']],
      ['L2', ['HYG', 'L1'], ['L3']],
      ['L3', ['HYG', 'L1', 'L2'], []],
    ]);
  });

  it('neighbours can be followed from both sides', () => {
    for (const { id } of antipatterns) {
      const neighbours = neighboursOf(id);
      expect(neighbours, id).not.toEqual([]);
      for (const neighbour of neighbours) {
        expect(neighboursOf(neighbour.id)).toContainEqual({ id, how: neighbour.how });
      }
    }
  });

  it('neighbours is stated once, the lower number first and in order', () => {
    const pairs = neighbourhoods.map(({ between }) => between.join(' '));
    expect(pairs).toEqual([...new Set(pairs)].sort());
    for (const { between } of neighbourhoods) expect(between[0] < between[1]).toBe(true);
  });

  it('neighbours gives them with the lowest number first', () => {
    expect(neighboursOf('DP-05').map(({ id }) => id)).toEqual(['DP-01', 'DP-06']);
    expect(neighboursOf('DP-08').map(({ id }) => id)).toEqual(['DP-07']);
  });
});
