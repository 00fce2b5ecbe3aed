/** The fields of a bot's configuration as Recall documents them for Create Bot (recall-api.md 4.3), with what each is good for. Pure. */

export interface BotField {
  readonly name: string;
  readonly meaning: string;
  /** A value to begin with. */
  readonly snippet: unknown;
}

/** In the order in which people look for them. `join_at` is left out: it always comes from the event. */
export const BOT_FIELDS: readonly BotField[] = [
  {
    name: 'bot_name',
    meaning: 'Name in the call, up to 100 characters. Signed-in Google Meet bots use the name of their account.',
    snippet: 'Meeting Notetaker',
  },
  {
    name: 'metadata',
    meaning: 'Your own names and values; texts only, up to 500 characters each. They come back in webhooks.',
    snippet: { customer: '' },
  },
  {
    name: 'recording_config',
    meaning: 'What is recorded: transcript, layout, when recording starts, how long it is kept, live endpoints.',
    snippet: {
      transcript: { provider: { meeting_captions: {} } },
      video_mixed_layout: 'speaker_view',
      start_recording_on: 'participant_join',
      retention: { type: 'timed', hours: 168 },
    },
  },
  {
    name: 'automatic_leave',
    meaning: 'After how many seconds the bot leaves: in the waiting room, alone, when all have left, in silence.',
    snippet: { waiting_room_timeout: 1_200, noone_joined_timeout: 1_200 },
  },
  {
    name: 'chat',
    meaning: 'Messages in the chat when the bot or somebody joins. Zoom, Google Meet and Teams only.',
    snippet: { on_bot_join: { send_to: 'everyone', message: 'This meeting is recorded.' } },
  },
  {
    name: 'variant',
    meaning: 'How strong the bot is, by platform: web, web_4_core or web_gpu; on Zoom also native.',
    snippet: { zoom: 'web_4_core' },
  },
  {
    name: 'zoom',
    meaning: 'How it joins Zoom: addresses that give join token or ZAK, and an e-mail address for registrations.',
    snippet: { join_token_url: 'https://' },
  },
  {
    name: 'google_meet',
    meaning: 'Group of Google accounts that the bot signs in with.',
    snippet: { google_login_group_id: '' },
  },
  {
    name: 'breakout_room',
    meaning: 'What it does about breakout rooms (Zoom): stay, join a certain one, accept every invitation.',
    snippet: { mode: 'join_main_room' },
  },
  {
    name: 'output_media',
    meaning: 'A web page that the bot shows as its camera or shares as its screen.',
    snippet: { camera: { kind: 'webpage', config: { url: 'https://' } } },
  },
  {
    name: 'automatic_video_output',
    meaning: 'A picture in place of the camera, as base64 JPEG, 16:9.',
    snippet: { in_call_recording: { kind: 'jpeg', b64_data: '' } },
  },
  {
    name: 'automatic_audio_output',
    meaning: 'A sound that is played when recording begins, as base64 MP3.',
    snippet: { in_call_recording: { data: { kind: 'mp3', b64_data: '' } } },
  },
  {
    name: 'meeting_url',
    meaning: 'Another link than the event’s own. Leave it out to use the event’s.',
    snippet: 'https://',
  },
];
