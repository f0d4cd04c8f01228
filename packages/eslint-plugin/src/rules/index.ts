import composeDependsOnHealthy from './compose-depends-on-healthy.ts';
import k8sNoRecreateStrategy from './k8s-no-recreate-strategy.ts';
import k8sRequireReadinessProbe from './k8s-require-readiness-probe.ts';
import noDowntimeCommand from './no-downtime-command.ts';
import noHardcodedOperationalValue from './no-hardcoded-operational-value.ts';
import noSecrets from './no-secrets.ts';
import noMigrateOnStart from './no-migrate-on-start.ts';
import validContainerHealthcheck from './valid-container-healthcheck.ts';

/** Every rule for code and config files, by name. Rules for `.sql` files are added by the `./sql` entry. */
export const rules = {
  'compose-depends-on-healthy': composeDependsOnHealthy,
  'k8s-no-recreate-strategy': k8sNoRecreateStrategy,
  'k8s-require-readiness-probe': k8sRequireReadinessProbe,
  'no-downtime-command': noDowntimeCommand,
  'no-hardcoded-operational-value': noHardcodedOperationalValue,
  'no-secrets': noSecrets,
  'no-migrate-on-start': noMigrateOnStart,
  'valid-container-healthcheck': validContainerHealthcheck,
} as const;
