import { ComplianceError } from '../../model/errors';

/** How the connection to the server is protected. `encrypt` does not check who the server is. */
export const TLS_MODES = ['off', 'verify', 'encrypt'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** @throws ComplianceError `CONFIG_INVALID` for a `ca` that is no certificate. */
export function tlsOptions(mode: TlsMode, ca: string | undefined): false | { rejectUnauthorized: boolean; ca?: string } {
	if (mode === 'off') return false;
	if (mode === 'encrypt') return { rejectUnauthorized: false };
	return { rejectUnauthorized: true, ...(isGiven(ca) && { ca: requirePem(ca) }) };
}

/** A credential gives empty text for what was left empty. */
export function isGiven(ca: string | undefined): ca is string {
	return ca !== undefined && ca !== null && ca !== '';
}

function requirePem(ca: string): string {
	if (typeof ca === 'string' && ca.includes('-----BEGIN CERTIFICATE-----')) return ca;
	throw new ComplianceError('CONFIG_INVALID', 'The CA certificate of the database is not in PEM format.', 'Paste the whole certificate, from BEGIN CERTIFICATE to END CERTIFICATE.');
}
