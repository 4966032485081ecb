// Who has signed in. It stands for your own sign-in: whose accounts are shown comes from the session, never from what a browser sends.

export async function currentUser() {
  return 'demo-user'
}
