// The middleware runs in the edge runtime.

import { AppAuthType } from 'pipedream-native'
import { NextResponse } from 'next/server'

export function middleware() {
  return NextResponse.next({ headers: { 'x-auth-type': AppAuthType.Oauth } })
}
