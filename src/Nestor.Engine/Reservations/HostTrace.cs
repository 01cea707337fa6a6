using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Logging;

namespace Nestor.Engine.Reservations;

/// <summary>What a trace says of each identifier that reservations are looked up by.</summary>
internal static class HostTrace
{
    /// <param name="subnetId">0 for the global reservations.</param>
    /// <param name="identifier">Empty when the query has none of the type.</param>
    public static (string Name, Element Value)[] Tried(
        uint subnetId, HostIdentifierType type, ReadOnlySpan<byte> identifier, Reservation? found) =>
    [
        ("subnet-id", Element.Of(subnetId)),
        ("identifier-type", Element.Of(NameOf(type))),
        ("identifier", identifier.IsEmpty ? Element.Null() : Element.Of(HexText.Of(identifier))),
        ("found", Element.Of(found is not null)),
        ("reason", Element.Of(found is not null ? "reserved" : identifier.IsEmpty ? "the query has none" : "nothing is reserved for it")),
    ];

    /// <summary>The keyword of the configuration.</summary>
    public static string NameOf(HostIdentifierType type) => type switch
    {
        HostIdentifierType.HwAddress => "hw-address",
        HostIdentifierType.Duid => "duid",
        HostIdentifierType.CircuitId => "circuit-id",
        HostIdentifierType.ClientId => "client-id",
        _ => "flex-id",
    };
}
