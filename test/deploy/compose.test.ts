import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const DEPLOY = join(__dirname, '..', '..', 'deploy');
const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');

interface Service {
	image: string;
	command?: string;
	environment: Record<string, string>;
	depends_on?: Record<string, { condition: string }>;
	healthcheck: { test: string[] };
	volumes?: string[];
	ports?: string[];
}

const { services, volumes } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<'main' | 'worker' | 'redis' | 'postgres', Service>; volumes: Record<string, null> };
const { main, worker, redis, postgres } = services;
const examples = new Map(read('.env.example').split('\n').filter((line) => /^[A-Z]/.test(line)).map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

describe('the compose file', () => {
	test('asks for nothing that the example of its settings does not name, and names nothing that it does not use', () => {
		const asked = [...read('docker-compose.yml').matchAll(/(?<!\$)\$\{([A-Z_0-9]+)/g)].map(([, name]) => name);
		expect([...new Set(asked)].sort()).toEqual([...examples.keys()].sort());
	});

	test('does not start without the secrets, none of which has a value to begin with', () => {
		const secrets = [...examples.keys()].filter((name) => /KEY$|PASSWORD$/.test(name));
		expect(secrets).toHaveLength(5);
		for (const name of secrets) {
			expect(examples.get(name)).toBe('');
			expect(read('docker-compose.yml')).not.toMatch(new RegExp(`\\$\\{${name}(?!:\\?)`));
		}
	});

	test('says the same defaults as the example', () => {
		for (const [, name = '', value] of read('docker-compose.yml').matchAll(/\$\{([A-Z_0-9]+):-([^}]*)\}/g)) expect([name, examples.get(name)]).toEqual([name, value]);
		expect(read('Dockerfile')).toContain(`ARG N8N_VERSION=${examples.get('N8N_VERSION')}`);
	});

	test('runs the main process and the workers from one image with one key, in queue mode', () => {
		expect(worker.image).toBe(main.image);
		const { QUEUE_HEALTH_CHECK_ACTIVE: _, ...shared } = worker.environment;
		expect(shared).toEqual(main.environment);
		expect(shared).toMatchObject({ EXECUTIONS_MODE: 'queue', DB_TYPE: 'postgresdb' });
	});

	test('hides the nodes that are in the image under no volume', () => {
		expect([main.volumes, worker.volumes]).toEqual([undefined, undefined]);
		expect(read('Dockerfile')).toContain('/home/node/.n8n/nodes');
	});

	test('keeps what the database and the queue hold, and opens no port to others', () => {
		for (const { volumes: mounted } of [redis, postgres]) expect(mounted?.some((mount) => Object.hasOwn(volumes, mount.split(':')[0] ?? ''))).toBe(true);
		expect([redis.ports, postgres.ports]).toEqual([undefined, undefined]);
		expect(main.ports).toEqual(['127.0.0.1:5678:5678']);
	});

	test('waits for what each part needs', () => {
		expect(main.depends_on).toEqual({ postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } });
		expect(worker.depends_on).toEqual({ main: { condition: 'service_healthy' } });
		for (const service of Object.values(services)) expect(service.healthcheck.test.length).toBeGreaterThan(1);
	});

	test('weakens nothing that makes a commit durable', () => {
		expect(postgres.command).not.toMatch(/fsync|full_page_writes|synchronous_commit/);
		expect(redis.command).toContain('--appendonly yes');
	});
});
