/** Problems to try the doctor with. Invented values. */

const CALLBACK = encodeURIComponent('https://app.example.com/oauth/callback');
const GOOGLE_SCOPES = encodeURIComponent(
  'https://www.googleapis.com/auth/calendar.events.readonly https://www.googleapis.com/auth/userinfo.email',
);

export const EXAMPLES: readonly { readonly title: string; readonly text: string }[] = [
  {
    title: 'Google gives no refresh token',
    text: `https://accounts.google.com/o/oauth2/v2/auth?client_id=104857-notetaker.apps.googleusercontent.com&redirect_uri=${CALLBACK}&response_type=code&scope=${GOOGLE_SCOPES}&state=7f3a`,
  },
  {
    title: 'Microsoft answers AADSTS900144',
    text: `https://login.microsoft.com/common/oauth2/v2.0/authorize?client_id=5d2f0c1e-8a34-4b7e-9c55-1f6f2d9b0a77&redirect_uri=${CALLBACK}&response_type=code&scope=openid email https://graph.microsoft.com/Calendar.Read&prompt=consent&state=7f3a`,
  },
  {
    title: 'The user comes back with an error',
    text: 'https://app.example.com/oauth/callback?error=access_denied&error_description=AADSTS90094%3A+An+administrator+of+Example+has+set+a+policy+that+prevents+you+from+granting+this+permission.&state=7f3a',
  },
];
