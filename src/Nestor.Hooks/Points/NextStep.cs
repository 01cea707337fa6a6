namespace Nestor.Hooks.Points;

/// <summary>What a callout wants to become of the matter at hand; what each means at a point is said there. Kea's next step.</summary>
public enum NextStep : byte
{
    Continue,

    /// <summary>The server leaves out what it would do next: the library has done it, or it is not to be done.</summary>
    Skip,

    /// <summary>The query ends here and nothing is sent.</summary>
    Drop,

    /// <summary>The query waits until whoever parked it lets it go on: see <see cref="HookCall.Park"/>.</summary>
    Park,
}

/// <summary>The steps beside <see cref="NextStep.Continue"/> that mean something at a point.</summary>
[Flags]
public enum Steps : byte
{
    None = 0,
    Skip = 1,
    Drop = 2,
    Park = 4,
}
