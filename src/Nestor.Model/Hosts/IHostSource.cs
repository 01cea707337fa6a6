using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>
/// Where reservations are, beside those of the configuration or in it. It is asked in the middle of a query, by one thread, and
/// has the answer at hand: a source that has to ask somebody else fetches what the queries of a batch may need before they run.
/// </summary>
public interface IHostSource
{
    /// <summary>There is nothing in it: nobody needs to ask.</summary>
    bool IsEmpty { get; }
}

/// <inheritdoc/>
public interface IHostSource<THost> : IHostSource
    where THost : Reservation
{
    /// <summary>Those whose addresses pools keep back.</summary>
    IReadOnlyList<THost> All { get; }

    /// <summary>The reservation of a client in a subnet (0: the global ones); null when there is none.</summary>
    THost? Find(uint subnetId, HostIdentifierType type, ReadOnlySpan<byte> identifier);
}

/// <summary>A source of a DHCPv4 server.</summary>
public interface IHostSource4 : IHostSource<Reservation4>
{
    /// <summary>Who has an address reserved in a subnet (0: globally).</summary>
    ReadOnlySpan<Reservation4> AtAddress(uint subnetId, Ip4 address);
}

/// <summary>A source of a DHCPv6 server.</summary>
public interface IHostSource6 : IHostSource<Reservation6>
{
    /// <summary>Who has an address reserved in a subnet (0: globally).</summary>
    ReadOnlySpan<Reservation6> AtAddress(uint subnetId, Ip6 address);

    /// <summary>Who has just this prefix reserved in a subnet (0: globally).</summary>
    ReadOnlySpan<Reservation6> AtPrefix(uint subnetId, Prefix6 prefix);
}
