/**
 * Functions that take an object as data: what is logged, answered, stored, matched or validated is no setting, whatever
 * its keys are called. `rm` takes retries for a disk that hesitates.
 */
export const DATA_CALLS =
  /^(?:log|debug|info|warn|error|trace|fatal|json|send|reply|render|capture|track|emit|publish|dispatch|insert(?:_?(?:one|many))?|create_?many|upsert|update(?:_?(?:one|many))?|values|where|find(?:_?(?:one|many|unique|first))?|select|set_?state|set_?attributes?|add_?event|expect|equal|deep_?equal|stringify|freeze|object|openapi|is_?equal|includes|push|rm(?:_?sync|dir)?)$/i;
