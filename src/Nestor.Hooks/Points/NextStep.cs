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

/// <summary>Why a library drops a query, where the point counts that: beside the counter of all that are dropped.</summary>
public enum DropReason : byte
{
    /// <summary>pkt4-admin-filtered, pkt6-admin-filtered: it is not to be served.</summary>
    AdminFiltered,

    /// <summary>pkt4-limit-exceeded, pkt6-limit-exceeded: there have been too many.</summary>
    LimitExceeded,
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
