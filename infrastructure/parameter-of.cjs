/** The parameter that gives a variable: `rolePath` for `ROLE_PATH`. */
exports.parameterOf = (variable) =>
  variable.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
