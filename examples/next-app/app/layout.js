import './styles.css'

export const metadata = { title: 'Connected accounts' }

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
