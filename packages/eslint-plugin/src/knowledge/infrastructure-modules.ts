/** Packages that only code imports which describes infrastructure; a trailing `*` stands for any ending. */
export const INFRASTRUCTURE_MODULES: readonly string[] = ['@pulumi/*', '@pulumiverse/*', 'aws-cdk-lib', '@aws-cdk/*', 'constructs', 'cdktf', '@cdktf/*', 'cdk8s', 'sst'];
