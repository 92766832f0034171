/** Stands where the patient will be, while Medblocks is asked. */
export function PatientSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <p role="status" className="text-xl font-semibold">
        Asking Medblocks…
      </p>
      <div aria-hidden className="grid grid-cols-1 gap-6 lg:grid-cols-2">
        {["hospitals", "links"].map((part) => (
          <div key={part} className="h-60 rounded-card border border-line bg-sunken" />
        ))}
      </div>
    </div>
  );
}
