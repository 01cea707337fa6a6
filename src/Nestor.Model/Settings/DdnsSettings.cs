using Nestor.Json;

namespace Nestor.Model.Settings;

/// <summary><c>dhcp-ddns</c>: the DDNS server that is told of names.</summary>
public sealed record DdnsSettings
{
    /// <summary>Without it no scope sends updates, and clients are told so.</summary>
    public bool EnablesUpdates { get; init; }

    /// <summary>An IPv4 or IPv6 address.</summary>
    public string ServerIp { get; init; } = "127.0.0.1";

    public ushort ServerPort { get; init; } = 53001;

    /// <summary>An address of the same family; empty for any.</summary>
    public string SenderIp { get; init; } = "";

    /// <summary>0 for any.</summary>
    public ushort SenderPort { get; init; }

    /// <summary>Requests that may wait to be sent.</summary>
    public uint MaxQueueSize { get; init; } = 1024;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}
