using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>An interface the DHCPv6 server listens on. A change makes a new object; the old one stays as it was.</summary>
/// <param name="Index">The kernel's interface index.</param>
/// <param name="LinkLocal">Its link-local address, which replies to clients on the link come from.</param>
public sealed record LocalInterface6(int Index, string Name, Ip6 LinkLocal)
{
    /// <summary>Where replies come from: the link-local address, or another one that a query was sent to.</summary>
    public Ip6 Source { get; init; } = LinkLocal;
}
