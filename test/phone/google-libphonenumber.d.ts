declare module 'google-libphonenumber' {
	interface PhoneNumber {
		getCountryCode(): number | undefined;
	}
	export const PhoneNumberFormat: { E164: number; INTERNATIONAL: number };
	export class PhoneNumberUtil {
		static getInstance(): PhoneNumberUtil;
		getSupportedRegions(): string[];
		getExampleNumberForType(region: string, type: number): PhoneNumber | null;
		parse(text: string, region?: string): PhoneNumber;
		isValidNumber(number: PhoneNumber): boolean;
		format(number: PhoneNumber, format: number): string;
	}
}
