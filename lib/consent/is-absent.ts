export { isAbsent } from '../model/is-absent';
