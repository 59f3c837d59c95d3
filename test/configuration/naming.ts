/** `RegisterAccount` as the key of a function: `registerAccount`. */
export const camel = (state: string) => state.charAt(0).toLowerCase() + state.slice(1);

/** `RegisterAccount` as the name of a file: `register-account`. */
export const kebab = (state: string) =>
  camel(state).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `register-account` as the name of a state or a resource: `RegisterAccount`. */
export const pascal = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
