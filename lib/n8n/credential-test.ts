import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';
import { tryStore } from './store-connection';

/** Says in words whether the store of a credential can be used. */
async function complianceStoreConnection(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		await tryStore(credential.data ?? {});
		return { status: 'OK', message: 'The compliance store is ready.' };
	} catch (error) {
		const message = error instanceof ComplianceError ? `${error.message} ${error.remedy}` : 'The compliance store cannot be opened.';
		return { status: 'Error', message };
	}
}

/** Goes into `methods` of every node that takes the credential. */
export const credentialTestMethods = { credentialTest: { complianceStoreConnection } };
