namespace SideBySide.Crash;

/// <summary>A lease that a client was told of: what must never be lost again.</summary>
/// <param name="ClientId">The DUID in DHCPv6.</param>
/// <param name="Sent">Unix second at which the REQUEST went out; the server's time of the lease is not before it.</param>
/// <param name="Heard">Unix second at which the ACK came in.</param>
internal sealed record Acknowledged(
    int Client, string Address, string Mac, string ClientId, uint Lifetime, long Sent, long Heard);
