export * from './measure-sms';
