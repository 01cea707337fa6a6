namespace Nestor.Model.Settings;

/// <summary>What a DHCPv6 scope may set beyond <see cref="ScopeParameters"/>.</summary>
public sealed record ScopeParameters6 : ScopeParameters
{
    public ScopeParameters6()
    {
        CalculateTeeTimes = true;
        T2Percent = 0.8;
    }

    /// <summary>Null when no scope sets it: 0.625 of whatever the valid lifetime is.</summary>
    public Triplet? PreferredLifetime { get; init; }

    /// <summary>A SOLICIT that asks for it is answered by a REPLY at once (RFC 9915 section 18.3.1).</summary>
    public bool IsRapidCommit { get; init; }

    /// <summary>How delegated prefixes are handed out.</summary>
    public AllocatorKind PdAllocator { get; init; }
}
