import createClient from 'openapi-fetch';
import type { paths } from './api.js';

/** The ids of the newest active connections. */
export async function connections(gateway: string, organization: string, key: string): Promise<string[]> {
  const api = createClient<paths>({ baseUrl: gateway, headers: { Authorization: `Bearer ${key}` } });
  const path = { orgId: organization };
  const { data, error } = await api.GET('/api/v1/orgs/{orgId}/connections', { params: { path, query: { status: ['ACTIVE'], limit: 5 } } });
  if (!data) {
    throw new Error(error?.code);
  }
  // @ts-expect-error there is no such status
  const misspelled: paths['/api/v1/orgs/{orgId}/connections']['get']['parameters']['query'] = { status: ['ACTIV'] };
  void misspelled;
  return data.items.map(connection => connection.id);
}
