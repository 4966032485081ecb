'use client'

import { AppAuthType, NotFoundError, PipedreamError } from 'pipedream-native'
import { useEffect, useState } from 'react'

export default function Enum() {
  const [result, setResult] = useState()
  useEffect(() => setResult({ oauth: AppAuthType.Oauth, isError: new NotFoundError({}) instanceof PipedreamError }), [])
  return result && <pre id="result">{JSON.stringify(result)}</pre>
}
