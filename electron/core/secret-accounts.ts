/** Names of a workspace's entries in the keychain. */
export const apiKeyAccount = (workspaceId: number): string => `workspace/${workspaceId}/api-key`;
export const webhookSecretAccount = (workspaceId: number): string => `workspace/${workspaceId}/webhook-secret`;
/** Pieces of an unfinished job's secrets; piece 0 says how many follow. */
export const jobSecretAccount = (jobId: number, piece: number): string => `job/${jobId}/secrets/${piece}`;
