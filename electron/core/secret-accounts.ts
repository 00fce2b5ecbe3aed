/** Names of a workspace's entries in the keychain. */
export const apiKeyAccount = (workspaceId: number): string => `workspace/${workspaceId}/api-key`;
export const webhookSecretAccount = (workspaceId: number): string => `workspace/${workspaceId}/webhook-secret`;
