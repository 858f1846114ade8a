/**
 * National numbers by country, `#` standing for any digit.
 *
 * Where a regulator keeps a range for fiction that libphonenumber holds valid, it is used: 555-01xx in North
 * America, Ofcom's drama numbers, the French, German and Australian ones. No such mobile range exists for the others (and
 * libphonenumber rejects the British and French mobile ones), so these follow libphonenumber's own example numbers.
 * They may belong to somebody: the demo's sender is a stand-in and never sends.
 */
export const MOBILE = {
	US: ['20255501##', '21255501##', '31255501##', '30355501##', '21355501##', '60255501##', '40455501##', '80855501##', '90755501##'],
	CA: ['61355501##', '51455501##', '60455501##', '40355501##', '90255501##', '70955501##'],
	GB: ['7400123###'],
	DE: ['17139200##', '176040690##'],
	FR: ['612345###'],
	ES: ['612345###'],
	MX: ['5555550###', '3355550###', '6645550###'],
	BR: ['119612345##', '219612345##', '929612345##'],
	AU: [
		'491570006', '491570156', '491570157', '491570158', '491570159', '491570110', '491570313', '491570737', '491571266', '491571491',
		'491571804', '491572549', '491572665', '491572983', '491573770', '491573087', '491574118', '491574632', '491575254', '491575789',
		'491576398', '491576801', '491577426', '491577644', '491578957', '491578148', '491578888', '491579212', '491579760', '491579455',
	],
	IN: ['8123456###', '9812345###'],
};

export const LANDLINE = {
	GB: ['2079460###', '1134960###', '1614960###'],
	DE: ['3023125###', '6990009###', '4066969###', '8999998###'],
	FR: ['199001###', '261911###', '465711###'],
	AU: ['25550####', '37010####', '85550####'],
};

/** Area codes that lie in two time zones. */
export const SPLIT_ZONE = ['85055501##', '42355501##', '27055501##', '81255501##', '54155501##', '20855501##'];

export const TOLL_FREE = ['80055501##', '88855501##', '87755501##'];

/** Cannot exist, whatever the country. */
export const INVALID = ['12345', '000-000-0000', '+1 999 999 9999', '555-0123', 'call reception', 'n/a', '+44 20 7946', '(202) 555-01', '+00 123 456 789', '1-800-FLOWERS!!!'];
