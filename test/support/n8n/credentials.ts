import { ICredentialsHelper } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	IHttpRequestOptions,
	INodeCredentialsDetails,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** Decrypted credential data by credential type name. */
export type TestCredentials = Record<string, ICredentialDataDecryptedObject>;

/** Gives each credential type the data of the test; asking for another type fails as in n8n. */
export class TestCredentialsHelper extends ICredentialsHelper {
	constructor(private readonly data: TestCredentials) {
		super();
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_node: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const found = this.data[type];
		if (!found) throw new Error(`No credential of type ${type} in this test.`);
		return { ...found };
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(): INodeProperties[] {
		return [];
	}

	async authenticate(): Promise<IHttpRequestOptions> {
		return unsupported('authenticate');
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		return unsupported('getCredentials');
	}

	async updateCredentials(): Promise<void> {
		return unsupported('updateCredentials');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		return unsupported('updateCredentialsOauthTokenData');
	}
}

function unsupported(method: string): never {
	throw new Error(`${method} is not part of the test harness.`);
}
