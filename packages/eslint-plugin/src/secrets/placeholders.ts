/**
 * Values that name a secret instead of being one: a variable, a template, the address of a secret in a manager, or a
 * secret that is encrypted.
 */
const REFERENCE = new RegExp(
  [
    // Templates and variables
    String.raw`\$\{|\{\{|\}\}|<%|%>|\$\(|\[\[|#\{`,
    String.raw`^\$[A-Za-z_{]|^%[A-Za-z_]+%$|^@[A-Za-z_.]+@?$|^:[a-z]\w*$|^&\w+$|^\*\w*$|^!\w`,
    String.raw`%[sdvq](?:\W|$)|^\{[^{}]*\}$|^\[[^[\]]*\]$|^\(.*\)$|<[A-Za-z_ -]+>|^<|>$`,
    String.raw`process\.env|import\.meta|os\.environ|getenv|ENV\[|env\.|System\.get|config\.|secrets\.|vars\.`,
    // Addresses in secret managers
    String.raw`^(?:op|vault|ssm|awssm|gcpsm|azurekv|doppler|infisical|keyring|secret|secrets|sm|ref\+\w+|akv|berglas|bws)[:/]`,
    String.raw`^arn:|^projects\/[\w-]+\/secrets\/|^\/run\/secrets|^file:|^env:|@Microsoft\.KeyVault|AWS::|Fn::|^!(?:Ref|Sub|GetAtt|ImportValue)|resolve:`,
    // Encrypted
    String.raw`^ENC\[|^ENC\(|^\{cipher\}|^encrypted:|ANSIBLE_VAULT|^AQICAH|^AQECAH|^Ag[A-D][\w+/]{200}|^vault:v\d|^v1:[\w+/=]+:|^-----BEGIN (?:PUBLIC|CERT|PGP PUBLIC|PGP MESSAGE|AGE ENCRYPTED)|^ssh-(?:rsa|ed25519)|^age1|^ecdsa-sha2`,
  ].join('|'),
);

/** Whether a value refers to a secret, or is one that only its key opens. */
export function isReference(value: string): boolean {
  return REFERENCE.test(value);
}

/** Words that stand in a value only when somebody wrote it to be replaced. */
const TO_BE_REPLACED =
  /example|sample|dummy|fake|placeholder|changeme|change[-_ ]?(?:me|it|this)|replace|insert|redacted|masked|hidden|obfuscated|xxx|todo|fixme|lorem|foobar|foo[-_]?bar|foobaz|\byour|^your|yours?[-_]|^my[-_A-Z]|^some[-_A-Z]|^the[-_A-Z]|^an?[-_]|mock|stub|demo|(?:^|[^a-z])test(?:$|[^a-z])|^test|test$|testing|[-_]?here$|not[-_]?(?:a|real|secret|used|set|needed|required|available)|unused|unset|undefined|null$|nil$|none|empty|n\/a|tbd|\.{3}|…|\*{3}|#{3}|_{3}|-{4}|={3}|[xX]{4}|0{6}|abc123|123abc|1234|abcd|qwert|asdf|hunter2|letmein|p[a@]ssw[o0]rd|passw(?:or)?d|passphrase|secret|supers[e3]cr[e3]t|invalid|wrong|incorrect|bad[-_]|valid|expired|anonymous|default|dev[-_]|[-_]dev|local|temp|random|notasecret|whatever|something|anything|should|generated?|required|optional|string|value|bogus|nope|ignored/i;

/** Whether a value is there to be replaced, or says of itself that it is not secret. */
export function isPlaceholder(value: string): boolean {
  return TO_BE_REPLACED.test(value) || /^(.)\1*$/.test(value) || /^(.{1,4})\1{2,}$/.test(value);
}
