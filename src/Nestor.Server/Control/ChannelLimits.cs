namespace Nestor.Server.Control;

/// <summary>What one client of a control channel, and all of them together, may take.</summary>
internal sealed record ChannelLimits
{
    /// <summary>Bytes of one request. A configuration of 10,000 subnets has some five million.</summary>
    public int MaxRequest { get; init; } = 32 << 20;

    /// <summary>Bytes of all requests that are not whole yet.</summary>
    public int MaxBuffered { get; init; } = 64 << 20;

    /// <summary>Lists and maps in each other; the reader of JSON takes no more either.</summary>
    public int MaxDepth { get; init; } = Json.JsonReader.MaxDepth;

    /// <summary>Values of one request.</summary>
    public int MaxValues { get; init; } = 2_000_000;

    /// <summary>Clients served at one time; more of them wait for a place.</summary>
    public int MaxConnections { get; init; } = 128;

    /// <summary>Clients of one HTTP listener at one time, those too that say nothing; one more is turned away.</summary>
    public int MaxHttpConnections { get; init; } = 256;

    /// <summary>How long a client of HTTP may stay connected between two requests.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may send or take nothing: Kea's ten seconds.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take for its request in all, and for its answer.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(120);
}
