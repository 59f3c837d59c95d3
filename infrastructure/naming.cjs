/** `register-account` and `registerAccount` as the name of a state or a resource: `RegisterAccount`. */
exports.pascal = (name) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/** The log group of a function. The functions that conclude a workflow write the audit, and no other can write there. */
exports.logOf = (key) => (/^conclude[A-Z]/.test(key) ? 'AuditLog' : 'FunctionLog');

/** The beginning of every name in AWS that is not left to CloudFormation. */
exports.PREFIX = '${self:service}-${sls:stage}';
