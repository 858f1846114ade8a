import { ComplianceError } from '../model/errors';

/** No NUL, which separates the brand from the address in a subject, and no half of a surrogate pair. */
const USABLE = /^[^\0\p{Cs}]{1,200}$/u;

/**
 * A brand is a name of at most 200 characters without NUL.
 *
 * @throws ComplianceError `CONFIG_INVALID` for anything else.
 */
export function requireBrand(brand: string): string {
	if (typeof brand === 'string' && USABLE.test(brand)) return brand;
	throw new ComplianceError('CONFIG_INVALID', 'The brand has no usable name.', 'Give the brand a name of 1 to 200 characters.');
}
