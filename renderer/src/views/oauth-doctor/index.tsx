/** The OAuth doctor, as the router loads it. */
export { OauthDoctorView } from './doctor-page.tsx';
