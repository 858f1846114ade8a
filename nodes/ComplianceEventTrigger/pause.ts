/** Resolves after these milliseconds, or at once when aborted; never rejects. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted === true) return;
	await new Promise<void>((resolve) => {
		const end = (): void => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal?.addEventListener('abort', end);
	});
}
