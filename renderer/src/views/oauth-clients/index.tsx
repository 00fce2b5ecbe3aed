/** The OAuth clients and the guided rotation of their secrets, as the router loads them. */
export { OauthClientsView } from './register.tsx';
export { RotationPage } from './rotation/rotation-page.tsx';
