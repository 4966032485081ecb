'use client'

import { PipedreamClient } from 'pipedream-native'
import { useEffect, useState } from 'react'

export default function Client() {
  const [result, setResult] = useState()
  useEffect(() => {
    try {
      new PipedreamClient({ clientId: 'c', clientSecret: 's', projectId: 'p' })
      setResult({ made: true })
    } catch ({ name, code, message }) {
      setResult({ name, code, message })
    }
  }, [])
  return result && <pre id="result">{JSON.stringify(result)}</pre>
}
