export { enumerations as default } from './jest.config.js';
