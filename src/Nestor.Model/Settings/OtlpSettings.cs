namespace Nestor.Model.Settings;

/// <summary>Nestor's own keyword <c>otlp</c>: where metrics are sent by the OpenTelemetry protocol.</summary>
/// <param name="Endpoint">The address of http or https that takes them, with its path.</param>
public sealed record OtlpSettings(Uri Endpoint)
{
    /// <summary>gRPC instead of protobuf by HTTP.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>From one sending to the next.</summary>
    public uint IntervalSeconds { get; init; } = 60;

    /// <summary>How long a sending may take.</summary>
    public uint TimeoutSeconds { get; init; } = 10;

    /// <summary>Sent with each request.</summary>
    public IReadOnlyList<HttpHeaderSettings> Headers { get; init; } = [];

    /// <summary>The files that values of headers were read from.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    /// <summary>A file or folder with the authorities the collector's certificate may be from; empty for those of the system.</summary>
    public string TrustAnchor { get; init; } = "";

    /// <summary>The server's own certificate for the collector; empty for none.</summary>
    public string CertFile { get; init; } = "";

    public string KeyFile { get; init; } = "";
}
