import { describe, expect, it } from 'vitest';
import { compileNamePatterns, toSnakeCase } from '../../src/analysis/names.ts';

describe('toSnakeCase', () => {
  it.each([
    ['maxPoolSize', 'max_pool_size'],
    ['MAX_POOL_SIZE', 'max_pool_size'],
    ['max-pool-size', 'max_pool_size'],
    ['connectTimeoutMS', 'connect_timeout_ms'],
    ['HTTPTimeout', 'http_timeout'],
    ['$transaction', 'transaction'],
    ['grpc.keepalive_time_ms', 'grpc_keepalive_time_ms'],
  ])('%s is %s', (name, expected) => {
    expect(toSnakeCase(name)).toBe(expected);
  });
});

describe('compileNamePatterns', () => {
  it('matches whole names', () => {
    expect(compileNamePatterns(['config.get'])('config.get')).toBe(true);
    expect(compileNamePatterns(['config.get'])('my.config.get')).toBe(false);
    expect(compileNamePatterns(['config.get'])('configXget')).toBe(false);
  });

  it('lets * stand for any text', () => {
    expect(compileNamePatterns(['get*Config'])('getRedisConfig')).toBe(true);
    expect(compileNamePatterns(['get*Config'])('getConfig')).toBe(true);
    expect(compileNamePatterns(['get*Config'])('getConfigs')).toBe(false);
  });

  it('matches nothing when there are no patterns', () => {
    expect(compileNamePatterns([])('')).toBe(false);
  });
});
