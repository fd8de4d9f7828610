/** Sallyport's mark: one gate within another. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--mantine-color-harbour-7)" />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        d="M6.5 25.5V16a9.5 9.5 0 0 1 19 0v9.5M12 25.5V17a4 4 0 0 1 8 0v8.5"
      />
    </svg>
  );
}
