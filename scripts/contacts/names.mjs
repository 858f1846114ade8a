/** First and last names by the country they are used in; plain, accented and in other scripts. */
export const NAMES = {
	US: [['Ada', 'Moore'], ['Grace', 'Lee'], ['Omar', 'Haddad'], ['Chen', 'Wu'], ['Rosa', "O'Neill"], ['Walter', 'Brooks, Jr.'], ['Dolores', 'Vega']],
	CA: [['Élodie', 'Tremblay'], ['Liam', 'MacLeod'], ['Priya', 'Sandhu'], ['Noah', 'Roy'], ['Aput', 'Kalluk']],
	GB: [['Siobhán', 'Byrne'], ['Oliver', 'Hughes'], ['Zoë', 'Ashworth'], ['Amina', 'Begum'], ['Jean-Luc', "D'Arcy"]],
	DE: [['Jürgen', 'Müller'], ['Käthe', 'Weiß'], ['Ayşe', 'Yılmaz'], ['Björn', 'Schröder'], ['Ольга', 'Петрова']],
	FR: [['Chloé', 'Lefèvre'], ['François', 'Noël'], ['Aïcha', 'Benali'], ['Loïc', 'Le Goff']],
	ES: [['Íñigo', 'Núñez'], ['María José', 'Peña'], ['Lucía', 'Ibáñez'], ['Jordi', 'Puig i Ferrer']],
	MX: [['Guadalupe', 'Hernández'], ['José Ángel', 'Muñoz'], ['Ximena', 'Ávila'], ['Itzel', 'Quiñones']],
	BR: [['João', 'Gonçalves'], ['Antônia', 'Conceição'], ['Luís', 'Araújo'], ['Letícia', 'Brandão']],
	AU: [['Matilda', 'Jones'], ['Jack', 'Nguyen'], ['Mei', '陈'], ['Alinta', 'Walker']],
	IN: [['अनीता', 'शर्मा'], ['Arjun', 'Iyer'], ['Fatima', 'Khan'], ['சுந்தர்', 'ராமன்'], ['Harpreet', 'Kaur']],
};

export const EMAIL_DOMAINS = ['example.com', 'example.org', 'example.net', 'mail.example', 'shop.example.com'];
