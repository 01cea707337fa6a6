namespace NestorConfig.Dhcpd;

/// <summary>The flags of <c>nestor config import-dhcpd</c>.</summary>
internal sealed record ImportFlags
{
    /// <summary>A lease file of dhcpd to convert in place of the configuration.</summary>
    public string? Leases { get; init; }

    /// <summary>Where to write; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>The list of what has no counterpart stands in the configuration too.</summary>
    public bool HasNotes { get; init; }

    /// <summary>For Kea 2.2, which has older names for some keywords.</summary>
    public bool IsOld { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long Now { get; init; } = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
