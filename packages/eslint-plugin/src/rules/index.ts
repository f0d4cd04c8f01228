import composeDependsOnHealthy from './compose-depends-on-healthy.ts';
import flagRegistryEntry from './flag-registry-entry.ts';
import k8sNoRecreateStrategy from './k8s-no-recreate-strategy.ts';
import k8sRequireReadinessProbe from './k8s-require-readiness-probe.ts';
import noDowntimeCommand from './no-downtime-command.ts';
import noEarlyFlagRemoval from './no-early-flag-removal.ts';
import noEnvDefaultChange from './no-env-default-change.ts';
import noEnvRenameWithoutAlias from './no-env-rename-without-alias.ts';
import noFlagDefaultOn from './no-flag-default-on.ts';
import noHardcodedEndpoint from './no-hardcoded-endpoint.ts';
import noHardcodedOperationalValue from './no-hardcoded-operational-value.ts';
import noNewRequiredEnv from './no-new-required-env.ts';
import noSecrets from './no-secrets.ts';
import noMigrateOnStart from './no-migrate-on-start.ts';
import noUnusedEnvDeclaration from './no-unused-env-declaration.ts';
import noStaleFlag from './no-stale-flag.ts';
import noUnknownFlag from './no-unknown-flag.ts';
import noUnusedFlag from './no-unused-flag.ts';
import requireEnvDeclaration from './require-env-declaration.ts';
import requireFeatureFlag from './require-feature-flag.ts';
import validContainerHealthcheck from './valid-container-healthcheck.ts';
import noBreakingGraphqlChange from './no-breaking-graphql-change.ts';
import noBreakingOpenapiChange from './no-breaking-openapi-change.ts';
import noBreakingSchemaChange from './no-breaking-schema-change.ts';
import noRemovedEndpoint from './no-removed-endpoint.ts';
import noStartupPeerDependency from './no-startup-peer-dependency.ts';
import noStrictMessageParsing from './no-strict-message-parsing.ts';
import noStaticHealthResponse from './no-static-health-response.ts';
import noDependencyCheckInLiveness from './no-dependency-check-in-liveness.ts';
import requireGracefulShutdown from './require-graceful-shutdown.ts';
import requireHealthCheckCoverage from './require-health-check-coverage.ts';

/** Every rule for code and config files, by name. Rules for `.sql` files are added by the `./sql` entry. */
export const rules = {
  'compose-depends-on-healthy': composeDependsOnHealthy,
  'flag-registry-entry': flagRegistryEntry,
  'k8s-no-recreate-strategy': k8sNoRecreateStrategy,
  'k8s-require-readiness-probe': k8sRequireReadinessProbe,
  'no-downtime-command': noDowntimeCommand,
  'no-early-flag-removal': noEarlyFlagRemoval,
  'no-env-default-change': noEnvDefaultChange,
  'no-env-rename-without-alias': noEnvRenameWithoutAlias,
  'no-flag-default-on': noFlagDefaultOn,
  'no-hardcoded-endpoint': noHardcodedEndpoint,
  'no-hardcoded-operational-value': noHardcodedOperationalValue,
  'no-new-required-env': noNewRequiredEnv,
  'no-secrets': noSecrets,
  'no-migrate-on-start': noMigrateOnStart,
  'no-unused-env-declaration': noUnusedEnvDeclaration,
  'no-stale-flag': noStaleFlag,
  'no-unknown-flag': noUnknownFlag,
  'no-unused-flag': noUnusedFlag,
  'require-env-declaration': requireEnvDeclaration,
  'require-feature-flag': requireFeatureFlag,
  'valid-container-healthcheck': validContainerHealthcheck,
  'no-breaking-graphql-change': noBreakingGraphqlChange,
  'no-breaking-openapi-change': noBreakingOpenapiChange,
  'no-breaking-schema-change': noBreakingSchemaChange,
  'no-removed-endpoint': noRemovedEndpoint,
  'no-startup-peer-dependency': noStartupPeerDependency,
  'no-strict-message-parsing': noStrictMessageParsing,
  'no-static-health-response': noStaticHealthResponse,
  'no-dependency-check-in-liveness': noDependencyCheckInLiveness,
  'require-graceful-shutdown': requireGracefulShutdown,
  'require-health-check-coverage': requireHealthCheckCoverage,
} as const;
