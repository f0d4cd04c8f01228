/** Where `sqllint baseline` writes when nobody says otherwise. */
export const defaultBaselineFile = 'sqllint.baseline.json';
