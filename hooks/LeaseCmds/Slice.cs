namespace StandardLibraries.LeaseCmds;

/// <summary>How much of the loop's time a command takes in one turn.</summary>
internal readonly struct Slice(TimeProvider clock)
{
    /// <summary>Leases between two looks at the clock.</summary>
    public const int Few = 64;

    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(0.4);

    private readonly long _start = clock.GetTimestamp();

    public bool IsOver => clock.GetElapsedTime(_start) > Length;
}
